package io.activityledger.webhooks;

import io.activityledger.kit.kafka.StreamsSettings;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// How much memory do all stores of this application take together? One block cache, in which write
/// buffers, indexes and filters are counted too, so that its size is the bound.
///
/// Streams makes one of these per store by its class name, and hands it the application's settings:
/// the shared memory travels in them.
public final class KafkaStoreMemory implements RocksDBConfigSetter {

    private static final String SHARED = "ledger.webhooks.store.memory";
    private static final long WRITE_BUFFER_OF_ONE_STORE = 4L << 20;
    private static final int BLOCK_BYTES = 8 * 1024;

    /// What all stores share; outlives each of them.
    static final class Shared implements AutoCloseable {

        private final Cache cache;
        private final WriteBufferManager writeBuffers;

        Shared(StreamsSettings settings) {
            RocksDB.loadLibrary();
            cache = new LRUCache(settings.memory().bytes());
            writeBuffers = new WriteBufferManager(settings.writeBuffers().bytes(), cache);
        }

        /// By which each store's setter finds it.
        Map<String, Object> properties() {
            return Map.of(
                    SHARED,
                    this,
                    StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                    KafkaStoreMemory.class);
        }

        @Override
        public void close() {
            writeBuffers.close();
            cache.close();
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (!(configs.get(SHARED) instanceof Shared shared)) {
            throw new IllegalStateException("no memory for the store " + storeName);
        }
        if (!(options.tableFormatConfig() instanceof BlockBasedTableConfig table)) {
            throw new IllegalStateException("a table of another kind in " + storeName);
        }
        table.setBlockCache(shared.cache)
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(table)
                .setWriteBufferManager(shared.writeBuffers)
                .setWriteBufferSize(WRITE_BUFFER_OF_ONE_STORE);
    }

    /// Nothing is this store's own.
    @Override
    public void close(String storeName, Options options) {}
}
