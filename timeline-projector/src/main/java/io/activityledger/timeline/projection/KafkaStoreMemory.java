package io.activityledger.timeline.projection;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/// How do stores that Kafka Streams makes itself live in the memory of ours?
///
/// Streams makes one of these per store by its class name, and hands it the application's settings:
/// the shared memory travels in them.
public final class KafkaStoreMemory implements RocksDBConfigSetter {

    private static final String SHARED = "ledger.timeline.store.memory";

    /// By which each store's setter finds `memory`.
    public static Map<String, Object> properties(RocksMemory memory) {
        return Map.of(
                SHARED,
                memory,
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                KafkaStoreMemory.class);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (!(configs.get(SHARED) instanceof RocksMemory memory)) {
            throw new IllegalStateException("no memory for the store " + storeName);
        }
        if (!(options.tableFormatConfig() instanceof BlockBasedTableConfig table)) {
            throw new IllegalStateException("a table of another kind in " + storeName);
        }
        memory.share(options, table);
    }

    /// Nothing is this store's own.
    @Override
    public void close(String storeName, Options options) {}
}
