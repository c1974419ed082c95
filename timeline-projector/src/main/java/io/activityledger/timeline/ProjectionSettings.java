package io.activityledger.timeline;

import io.activityledger.kit.kafka.StreamsSettings;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.timeline.projection.RocksMemory;
import io.activityledger.timeline.projection.StoreLimits;
import java.time.Duration;

/// How much may projecting take, and how are its databases kept?
public record ProjectionSettings(StreamsSettings streams, StoreLimits stores) {

    private static final long WRITE_BUFFERS_OF_ONE_STORE = 32L << 20;
    private static final StreamsSettings.Usual USUAL =
            new StreamsSettings.Usual(Duration.ofMillis(200), ByteSize.mib(256), ByteSize.mib(96));

    /// Reads `<prefix>_THREADS` and its companions.
    static ProjectionSettings read(SettingsReader reader, String prefix) {
        return new ProjectionSettings(
                StreamsSettings.read(reader, prefix, USUAL), stores(reader, prefix));
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
        long writeBuffers = streams.writeBuffers().bytes();
        return new RocksMemory.Limits(
                streams.memory().bytes(),
                writeBuffers,
                Math.min(WRITE_BUFFERS_OF_ONE_STORE, writeBuffers));
    }
}
