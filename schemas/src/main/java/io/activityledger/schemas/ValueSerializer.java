package io.activityledger.schemas;

/// Makes the bytes of a topic's values in our codecs' place, such as a vendor's serializer does.
@FunctionalInterface
public interface ValueSerializer {

    /// The bytes as they are to stand on the topic.
    ///
    /// @param record an Avro record of the topic's schema
    byte[] serialize(String topic, Object record);
}
