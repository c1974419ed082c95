package io.activityledger.kit.kafka;

import io.activityledger.kit.settings.SettingsReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/// Whose serializer makes the values?
///
/// @param className empty for this house's own
public record SerializerSettings(String className) {

    /// Reads that setting.
    public static SerializerSettings read(SettingsReader reader, String name) {
        String className =
                reader.text(
                        name,
                        "",
                        "Serializer of Kafka's that writes values in our codec's place, such as"
                                + " io.confluent.kafka.serializers.KafkaAvroSerializer; by default ours.");
        if (!className.isEmpty() && !isThere(className)) {
            reader.reject(
                    "%s is '%s': there is no such serializer on the class path (the Maven profile confluent adds Confluent's)."
                            .formatted(name, className));
        }
        return new SerializerSettings(className);
    }

    /// None where the house's own is to be used. Told what every producer is, and the registry.
    public List<KafkaValueSerializer> open(KafkaSettings kafka, RegistrySettings registry) {
        if (className.isEmpty()) {
            return List.of();
        }
        Map<String, Object> properties = new HashMap<>(registry.asConfluentHasThem());
        properties.putAll(kafka.clients().properties());
        return List.of(new KafkaValueSerializer(className, properties));
    }

    private static boolean isThere(String className) {
        try {
            var found = Class.forName(className, false, SerializerSettings.class.getClassLoader());
            return Serializer.class.isAssignableFrom(found);
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
