package io.activityledger.webhooks;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How much may matching and delivering take, and how soon is a lost instance noticed?
///
/// @param warmups partitions that may move at a time: about partitions ÷ instances
/// @param drain how long closing waits for deliveries under way
public record DispatchSettings(
        int threads,
        int standbys,
        int warmups,
        Duration commitInterval,
        Duration sessionTimeout,
        Duration drain,
        ByteSize memory,
        ByteSize writeBuffers) {

    /// Reads `<prefix>_THREADS` and its companions.
    static DispatchSettings read(SettingsReader reader, String prefix) {
        ByteSize memory =
                reader.byteSize(
                        prefix + "_MEMORY",
                        ByteSize.mib(64),
                        "Memory of all databases together: block cache, write buffers, filters.");
        ByteSize writeBuffers =
                reader.byteSize(
                        prefix + "_WRITE_BUFFERS",
                        ByteSize.mib(32),
                        "The part of that memory that write buffers may take.");
        if (memory.bytes() <= writeBuffers.bytes()) {
            reader.reject(
                    "%s_MEMORY is %s: it must be more than %s_WRITE_BUFFERS, which is %s."
                            .formatted(prefix, memory, prefix, writeBuffers));
        }
        return new DispatchSettings(
                reader.number(
                        prefix + "_THREADS",
                        2,
                        Bounds.of(1, 64),
                        "Threads that match activities and hand deliveries out."),
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
                        Duration.ofMillis(500),
                        "How often progress is written to Kafka."),
                reader.duration(
                        prefix + "_SESSION_TIMEOUT",
                        Duration.ofSeconds(10),
                        "After this silence an instance counts as lost and others take over."),
                reader.duration(
                        prefix + "_DRAIN",
                        Duration.ofSeconds(4),
                        "How long closing waits for deliveries under way."),
                memory,
                writeBuffers);
    }

    /// A thread that has been silent for longer may soon count as lost.
    Duration patience() {
        return sessionTimeout.dividedBy(2);
    }
}
