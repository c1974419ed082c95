package io.activityledger.kit.kafka;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/// A serializer of Kafka's that was named by its class: made and told its properties at once, asked
/// by any thread, as producers ask theirs.
public final class KafkaValueSerializer implements AutoCloseable {

    private final Serializer<Object> serializer;

    KafkaValueSerializer(String className, Map<String, Object> properties) {
        serializer = made(className);
        serializer.configure(properties, false);
    }

    /// Throws a [KafkaException] where it cannot.
    public byte[] serialize(String topic, Object value) {
        byte[] bytes = serializer.serialize(topic, value);
        if (bytes == null) {
            throw new KafkaException("the serializer made nothing of a value of " + topic);
        }
        return bytes;
    }

    @Override
    public void close() {
        serializer.close();
    }

    @SuppressWarnings("unchecked")
    private static Serializer<Object> made(String className) {
        try {
            return Utils.newInstance(className, Serializer.class);
        } catch (ClassNotFoundException absent) {
            throw new KafkaException("there is no serializer " + className, absent);
        }
    }
}
