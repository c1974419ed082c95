package io.activityledger.timeline.projection;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What does a store look like whose changelog is the very topic it folds? It trusts only its own
/// applied offset, written in one batch with the rows it stands for.
///
/// ```
///  init ─▶ open ─▶ restore batches ─▶ activate ─▶ records ─▶ deactivate ─▶ close
///   ▲      (empty where condemned)                                          │
///   └───────────────────────────── again and again ─────────────────────────┘
///  in doubt: condemn ─▶ every further write throws TaskCorruptedException ─▶ Kafka Streams closes and inits
/// ```
///
/// Written by the one thread of Kafka Streams that holds its task; read by any, over leases.
abstract class TopicStore<L extends AutoCloseable> implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(TopicStore.class);

    private final StoreSetup setup;
    private final ConcurrentMap<Integer, StoreHandle<L>> shelf;
    private @Nullable Opening<L> opening;

    TopicStore(StoreSetup setup, ConcurrentMap<Integer, StoreHandle<L>> shelf) {
        this.setup = setup;
        this.shelf = shelf;
    }

    /// All that is gone after close.
    private record Opening<L extends AutoCloseable>(
            TaskId task,
            Path path,
            SourceOffsets source,
            PolledTail tail,
            OpenedStore store,
            Door door,
            StoreHandle<L> handle) {

        long applied() {
            return door.watermark().applied();
        }
    }

    /// A lease on what was opened.
    abstract L lease(Generation generation);

    /// Its database is there to be read and written.
    void opened(TaskId task, OpenedStore store, Door door) throws RocksDBException {}

    /// Puts what `records` say into `batch`.
    abstract void fold(
            OpenedStore store, Collection<ConsumerRecord<byte[], byte[]>> records, WriteBatch batch)
            throws RocksDBException;

    /// The batch stands, and may be told of.
    void written() {}

    /// Its database is about to go.
    void closing(TaskId task) {}

    /// Whether each offset of the source is the last plus one: a compacted topic knows no such
    /// rule.
    abstract boolean offsetsAreDense();

    @Override
    public final String name() {
        return setup.name();
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        if (opening != null) {
            throw new IllegalStateException("the store " + name() + " is open already");
        }
        open(context.taskId(), context.stateDir().toPath().resolve(setup.directory()));
        RecordBatchingStateRestoreCallback restore = this::restore;
        context.register(root, restore);
    }

    private void open(TaskId task, Path path) {
        try {
            OpenedStore store = setup.databases().enter(path, setup.format());
            try {
                opening = opened(task, path, store);
            } catch (RocksDBException failure) {
                setup.databases().leave(path, store, setup.limits().leaseBound());
                throw failure;
            }
        } catch (RocksDBException failure) {
            throw new ProcessorStateException("the store " + name() + " does not open", failure);
        }
    }

    private Opening<L> opened(TaskId task, Path path, OpenedStore store) throws RocksDBException {
        var door = new Door(store, name());
        opened(task, store, door);
        var source = new SourceOffsets(setup.topic(), task.partition());
        var handle = new StoreHandle<L>(task.partition(), store, door, this::lease);
        shelf.put(task.partition(), handle);
        setup.listener().opened(sourceOf(task), this);
        return new Opening<>(task, path, source, new PolledTail(), store, door, handle);
    }

    /// The offset of the last record whose effects a crash leaves standing; null where there is
    /// none.
    @Override
    public final @Nullable Long committedOffset(TopicPartition partition) {
        Opening<L> now = opening;
        if (now == null || now.store.condemned() || !partition.equals(sourceOf(now.task))) {
            return null;
        }
        try {
            return now.door.persistedOffset();
        } catch (RocksDBException failure) {
            condemn(now, failure.toString());
            return null;
        }
    }

    /// Takes no offset from Kafka Streams, for it may name records that never came here; only the
    /// absence of one means something: that this store is not to be trusted.
    @Override
    public final void commit(Map<TopicPartition, Long> offsets) {
        Opening<L> now = opening;
        if (now == null) {
            return;
        }
        if (offsets.isEmpty() || offsets.values().stream().anyMatch(offset -> offset == null)) {
            condemn(now, "Kafka Streams holds it for corrupt");
            return;
        }
        guard(now);
        try {
            now.store.flushWhenDue(setup.limits().flushAfter());
        } catch (RocksDBException failure) {
            throw failed(now, failure);
        }
    }

    private void restore(Collection<ConsumerRecord<byte[], byte[]>> records) {
        apply(opening(), records, Watermark.NONE);
    }

    final void restoringTo(long endOffset) {
        opening().handle.restoringTo(endOffset);
    }

    /// All records below the end are applied, also those without a key, which were hidden from it.
    final void restored() {
        Opening<L> now = opening();
        long last = now.handle.restoreEndOffset() - 1;
        if (last > now.applied()) {
            apply(now, List.of(), last);
        }
    }

    final void standBy() {
        opening().handle.become(Role.STANDBY);
    }

    /// From here on its task processes records one by one.
    final void activate() {
        Opening<L> now = opening();
        now.source.startAfter(now.applied());
        now.handle.become(Role.ACTIVE);
    }

    final void deactivate() {
        Opening<L> now = opening;
        if (now != null) {
            now.handle.become(Role.RESTORING);
        }
    }

    /// Applies the next record of an active task.
    final void process(ConsumerRecord<byte[], byte[]> record) {
        Opening<L> now = opening();
        if (offsetsAreDense()) {
            now.source.follow(record.offset());
        }
        apply(now, List.of(record), record.offset());
        now.door.announce(now.tail.reached(record.offset()));
    }

    /// The consumer of its active task is at `position`, with `last` the last record it has got.
    final void polled(long last, long position) {
        Opening<L> now = opening;
        if (now != null && now.handle.role() == Role.ACTIVE) {
            now.tail.polled(last, position);
            now.door.announce(now.tail.reached(now.applied()));
        }
    }

    /// Throws where a reader has found damage, for who only reads cannot: without it a partition in
    /// which nothing happens would stay damaged.
    final void ensureSound() {
        guard(opening());
    }

    private void apply(
            Opening<L> now, Collection<ConsumerRecord<byte[], byte[]>> records, long atLeast) {
        guard(now);
        boolean written = false;
        try (var batch = new WriteBatch()) {
            fold(now.store, records, batch);
            long applied = Math.max(atLeast, now.applied());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                applied = Math.max(applied, record.offset());
                now.handle.appended(record.timestamp());
            }
            now.door.write(batch, applied);
            now.store.settle();
            written = true;
            written();
            now.door.announce(applied);
        } catch (RocksDBException failure) {
            throw failed(now, failure);
        } finally {
            if (!written) {
                now.store.forget();
            }
        }
    }

    private void guard(Opening<L> now) {
        if (now.store.condemned()) {
            condemn(now, "damage was found");
            throw new TaskCorruptedException(Set.of(now.task));
        }
    }

    private RuntimeException failed(Opening<L> now, RocksDBException failure) {
        if (Damage.isDamage(failure)) {
            condemn(now, failure.toString());
            return new TaskCorruptedException(Set.of(now.task));
        }
        return new ProcessorStateException("the store " + name() + " cannot be written", failure);
    }

    private void condemn(Opening<L> now, String reason) {
        if (now.store.condemn()) {
            LOG.warn("a store is condemned store={} task={} reason={}", name(), now.task, reason);
        }
    }

    @Override
    public final void close() {
        Opening<L> now = opening;
        if (now == null) {
            return;
        }
        opening = null;
        now.handle.become(Role.RESTORING);
        setup.listener().closed(sourceOf(now.task), this);
        shelf.remove(now.task.partition(), now.handle);
        now.door.close();
        closing(now.task);
        if (now.store.condemned()) {
            condemn(now, "damage was found");
        }
        try {
            var bound = setup.limits().leaseBound();
            if (!setup.databases().leave(now.path, now.store, bound)) {
                LOG.warn("readers hold a closed store store={} task={}", name(), now.task);
            }
        } catch (RocksDBException failure) {
            throw failed(now, failure);
        }
    }

    @Override
    public final boolean persistent() {
        return true;
    }

    @Override
    @SuppressWarnings("deprecation")
    public final boolean managesOffsets() {
        return true;
    }

    @Override
    public final boolean isOpen() {
        return opening != null;
    }

    private Opening<L> opening() {
        if (opening == null) {
            throw new IllegalStateException("the store " + name() + " is not open");
        }
        return opening;
    }

    private TopicPartition sourceOf(TaskId task) {
        return new TopicPartition(setup.topic(), task.partition());
    }
}
