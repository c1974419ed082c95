package io.activityledger.timeline;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.timeline.projection.RocksMemory;
import io.activityledger.timeline.projection.StoreLimits;
import java.time.Duration;

/// How much may projecting take, and how soon is a lost instance noticed?
///
/// @param warmups partitions that may move at a time: about partitions ÷ instances
public record ProjectionSettings(
        int threads,
        int standbys,
        int warmups,
        Duration commitInterval,
        Duration sessionTimeout,
        ByteSize memory,
        ByteSize writeBuffers,
        StoreLimits stores) {

    private static final long WRITE_BUFFERS_OF_ONE_STORE = 32L << 20;

    /// Reads `<prefix>_THREADS` and its companions.
    static ProjectionSettings read(SettingsReader reader, String prefix) {
        ByteSize memory =
                reader.byteSize(
                        prefix + "_MEMORY",
                        ByteSize.mib(256),
                        "Memory of all databases together: block cache, write buffers, filters.");
        ByteSize writeBuffers =
                reader.byteSize(
                        prefix + "_WRITE_BUFFERS",
                        ByteSize.mib(96),
                        "The part of that memory that write buffers may take.");
        if (memory.bytes() <= writeBuffers.bytes()) {
            reader.reject(
                    "%s_MEMORY is %s: it must be more than %s_WRITE_BUFFERS, which is %s."
                            .formatted(prefix, memory, prefix, writeBuffers));
        }
        return new ProjectionSettings(
                reader.number(
                        prefix + "_THREADS", 2, Bounds.of(1, 64), "Threads that fold records."),
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
                        Duration.ofMillis(200),
                        "How often progress is written to Kafka."),
                reader.duration(
                        prefix + "_SESSION_TIMEOUT",
                        Duration.ofSeconds(10),
                        "After this silence an instance counts as lost and others take over."),
                memory,
                writeBuffers,
                stores(reader, prefix));
    }

    private static StoreLimits stores(SettingsReader reader, String prefix) {
        var usual = StoreLimits.DEFAULT;
        return new StoreLimits(
                reader.duration(
                        prefix + "_FLUSH_AFTER",
                        usual.flushAfter(),
                        "How long rows may stand in memory only: what a kill makes it read again."),
                reader.duration(
                        prefix + "_LEASE_BOUND",
                        usual.leaseBound(),
                        "How long a closing database waits for its readers."),
                usual.cachedLists());
    }

    RocksMemory.Limits memoryLimits() {
        return new RocksMemory.Limits(
                memory.bytes(),
                writeBuffers.bytes(),
                Math.min(WRITE_BUFFERS_OF_ONE_STORE, writeBuffers.bytes()));
    }
}
