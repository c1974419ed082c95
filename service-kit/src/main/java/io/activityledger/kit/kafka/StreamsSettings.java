package io.activityledger.kit.kafka;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How much may a Streams application take, and how soon is a lost instance noticed?
///
/// @param warmups partitions that may move at a time: about partitions ÷ instances
/// @param memory of all databases together, write buffers included
public record StreamsSettings(
        int threads,
        int standbys,
        int warmups,
        Duration commitInterval,
        Duration sessionTimeout,
        ByteSize memory,
        ByteSize writeBuffers) {

    /// What one application takes unless it is told otherwise.
    public record Usual(Duration commitInterval, ByteSize memory, ByteSize writeBuffers) {}

    /// Reads `<prefix>_THREADS` and its companions.
    public static StreamsSettings read(SettingsReader reader, String prefix, Usual usual) {
        ByteSize memory =
                reader.byteSize(
                        prefix + "_MEMORY",
                        usual.memory(),
                        "Memory of all databases together: block cache, write buffers, filters.");
        ByteSize writeBuffers =
                reader.byteSize(
                        prefix + "_WRITE_BUFFERS",
                        usual.writeBuffers(),
                        "The part of that memory that write buffers may take.");
        if (memory.bytes() <= writeBuffers.bytes()) {
            reader.reject(
                    "%s_MEMORY is %s: it must be more than %s_WRITE_BUFFERS, which is %s."
                            .formatted(prefix, memory, prefix, writeBuffers));
        }
        return new StreamsSettings(
                reader.number(
                        prefix + "_THREADS", 2, Bounds.of(1, 64), "Threads that work records off."),
                reader.number(
                        prefix + "_STANDBYS",
                        1,
                        Bounds.of(0, 3),
                        "Copies of each partition on other instances, ready to take over."),
                reader.number(
                        prefix + "_WARMUPS",
                        4,
                        Bounds.of(1, 1_024),
                        "Partitions that may move at a time: about partitions ÷ instances."),
                reader.duration(
                        prefix + "_COMMIT_INTERVAL",
                        usual.commitInterval(),
                        "How often progress is written to Kafka."),
                reader.duration(
                        prefix + "_SESSION_TIMEOUT",
                        Duration.ofSeconds(10),
                        "After this silence an instance counts as lost and others take over."),
                memory,
                writeBuffers);
    }
}
