package io.activityledger.timeline.projection;

import io.activityledger.schemas.Topics;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;

/// A store of partition 0, driven by hand as Kafka Streams would drive it.
final class StoreBench implements AutoCloseable {

    static final TopicPartition SOURCE = new TopicPartition(Topics.ACTIVITIES.name(), 0);
    static final TopicPartition LINKS = new TopicPartition(Topics.TIMELINE_LINKS.name(), 0);
    static final TaskId TASK = new TaskId(0, 0);

    final FakeLedger ledger;
    final StoreRegistry registry = new StoreRegistry();
    final KafkaRestoreListener listener = new KafkaRestoreListener();
    final RocksMemory memory;
    final TimelineStore store;
    final LinkStore links;
    private final Path directory;
    private final Map<StateStore, RecordBatchingStateRestoreCallback> restores = new HashMap<>();

    StoreBench(Path directory) {
        this(directory, Duration.ofSeconds(30), 64);
    }

    StoreBench(Path directory, Duration flushAfter, int cachedLists) {
        this(
                directory,
                flushAfter,
                cachedLists,
                new RocksMemory(new RocksMemory.Limits(64L << 20, 32L << 20, 8L << 20)));
    }

    StoreBench(Path directory, Duration flushAfter, int cachedLists, RocksMemory memory) {
        this(directory, flushAfter, cachedLists, memory, new FakeLedger());
    }

    StoreBench(
            Path directory,
            Duration flushAfter,
            int cachedLists,
            RocksMemory memory,
            FakeLedger ledger) {
        this.ledger = ledger;
        this.directory = directory;
        this.memory = memory;
        var limits = new StoreLimits(flushAfter, Duration.ofSeconds(10), cachedLists);
        var topology = new TimelineTopology(ledger.fold(), memory, registry, listener, limits);
        this.store = topology.timelines();
        this.links = topology.links();
    }

    /// As [#opened], and the door for links beside it.
    StoreBench openedBoth() {
        opened();
        links.init(new Context(), links);
        return this;
    }

    StoreBench opened() {
        store.init(new Context(), store);
        return this;
    }

    Path storeDirectory() {
        return directory.resolve(store.name());
    }

    void restore(List<ConsumerRecord<byte[], byte[]>> records) {
        restores.get(store).restoreBatch(records);
    }

    void restoreLinks(List<ConsumerRecord<byte[], byte[]>> records) {
        restores.get(links).restoreBatch(records);
    }

    Long committedLinks() {
        return links.committedOffset(LINKS);
    }

    void restoreStarts(long end) {
        listener.onRestoreStart(SOURCE, store.name(), 0, end);
    }

    void restoreEnds() {
        listener.onRestoreEnd(SOURCE, store.name(), 0);
    }

    StoreHandle<TimelineLease> handle() {
        return registry.timelines(0).orElseThrow();
    }

    TimelineLease lease() {
        return handle().lease().orElseThrow();
    }

    Long committed() {
        return store.committedOffset(SOURCE);
    }

    @Override
    public void close() {
        store.close();
        links.close();
        memory.close();
    }

    private final class Context implements StateStoreContext {

        @Override
        public String applicationId() {
            return "bench";
        }

        @Override
        public TaskId taskId() {
            return TASK;
        }

        @Override
        public Optional<RecordMetadata> recordMetadata() {
            return Optional.empty();
        }

        @Override
        public Serde<?> keySerde() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Serde<?> valueSerde() {
            throw new UnsupportedOperationException();
        }

        @Override
        public File stateDir() {
            return directory.toFile();
        }

        @Override
        public StreamsMetrics metrics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void register(StateStore root, StateRestoreCallback callback) {
            restores.put(root, (RecordBatchingStateRestoreCallback) callback);
        }

        @Override
        public void register(
                StateStore root, StateRestoreCallback callback, CommitCallback commit) {
            register(root, callback);
        }

        @Override
        public Map<String, Object> appConfigs() {
            return Map.of();
        }

        @Override
        public Map<String, Object> appConfigsWithPrefix(String prefix) {
            return Map.of();
        }
    }
}
