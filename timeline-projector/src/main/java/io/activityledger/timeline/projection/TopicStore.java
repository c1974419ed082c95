package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;
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
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
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
    private static final byte[] APPLIED = TimelineKey.meta("applied");
    private static final byte[] FORMAT = TimelineKey.meta("format");

    private final Setup setup;
    private final ConcurrentMap<Integer, StoreHandle<L>> shelf;
    private @Nullable Opened<L> opened;
    private boolean condemned;

    TopicStore(Setup setup, ConcurrentMap<Integer, StoreHandle<L>> shelf) {
        this.setup = setup;
        this.shelf = shelf;
    }

    /// What every store of one kind has in common.
    record Setup(
            String name,
            String topic,
            int format,
            RocksMemory memory,
            KafkaRestoreListener listener,
            StoreLimits limits) {}

    /// One opening: all that is gone after close.
    private static final class Opened<L extends AutoCloseable> {

        final TaskId task;
        final TopicPartition source;
        final StoreDirectory directory;
        final Generation generation;
        final Watermark watermark;
        final StoreHandle<L> handle;
        final WriteOptions noLog = new WriteOptions().setDisableWAL(true);
        long lastFlushNanos = System.nanoTime();
        long lastFlushed;
        boolean following;
        long lastFollowed;

        Opened(
                TaskId task,
                TopicPartition source,
                StoreDirectory directory,
                Generation generation,
                Watermark watermark,
                StoreHandle<L> handle) {
            this.task = task;
            this.source = source;
            this.directory = directory;
            this.generation = generation;
            this.watermark = watermark;
            this.handle = handle;
            this.lastFlushed = watermark.applied();
        }
    }

    /// A lease on what was opened.
    abstract L lease(Generation generation);

    /// Called with a freshly opened database, before the first record.
    abstract void opened(Generation generation);

    /// Puts what `records` say into `batch`.
    abstract void fold(Collection<ConsumerRecord<byte[], byte[]>> records, WriteBatch batch)
            throws RocksDBException;

    /// Called after the batch stands; `noLog` are the options for further writes.
    abstract void written(WriteOptions noLog) throws RocksDBException;

    /// Whether each offset of the source is the last plus one: a compacted topic knows no such
    /// rule.
    abstract boolean offsetsAreDense();

    @Override
    public final String name() {
        return setup.name();
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        open(context);
        RecordBatchingStateRestoreCallback restore = this::restore;
        context.register(root, restore);
    }

    private void open(StateStoreContext context) {
        if (opened != null) {
            throw new IllegalStateException("the store " + name() + " is open already");
        }
        TaskId task = context.taskId();
        var directory = new StoreDirectory(context.stateDir().toPath().resolve(name()));
        var options = setup.memory().options();
        try {
            var generation = new Generation(directory.open(options, condemned), options);
            condemned = false;
            if (!readableFormat(generation)) {
                generation.retire(0);
                directory.destroy("another format");
                options = setup.memory().options();
                generation = new Generation(directory.open(options, false), options);
            }
            writeFormat(generation);
            opened(generation);
            var now = shelved(task, directory, generation);
            opened = now;
            setup.listener().opened(now.source, this);
        } catch (RocksDBException failure) {
            options.close();
            throw new ProcessorStateException("the store " + name() + " does not open", failure);
        }
    }

    private Opened<L> shelved(TaskId task, StoreDirectory directory, Generation generation)
            throws RocksDBException {
        byte[] stored = generation.db().get(APPLIED);
        var watermark = new Watermark(stored == null ? Watermark.NONE : longOf(stored));
        var handle = new StoreHandle<L>(task.partition(), generation, watermark, this::lease);
        shelf.put(task.partition(), handle);
        var source = new TopicPartition(setup.topic(), task.partition());
        return new Opened<>(task, source, directory, generation, watermark, handle);
    }

    private boolean readableFormat(Generation generation) throws RocksDBException {
        byte[] format = generation.db().get(FORMAT);
        return format == null || longOf(format) == setup.format();
    }

    private void writeFormat(Generation generation) throws RocksDBException {
        try (var noLog = new WriteOptions().setDisableWAL(true)) {
            if (generation.db().get(FORMAT) == null) {
                generation.db().put(noLog, FORMAT, bytesOf(setup.format()));
            }
        }
    }

    /// The offset of the last record whose effects a crash leaves standing; null where there is
    /// none.
    @Override
    public final @Nullable Long committedOffset(TopicPartition partition) {
        Opened<L> now = opened;
        if (now == null || now.generation.condemned() || !partition.equals(now.source)) {
            return null;
        }
        // Without a write-ahead log, what is persisted is what stands in table files.
        try (var persisted = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER)) {
            byte[] stored = now.generation.db().get(persisted, APPLIED);
            return stored == null ? null : (Long) longOf(stored);
        } catch (RocksDBException failure) {
            condemn(now, failure.toString());
            return null;
        }
    }

    /// Takes no offset from Kafka Streams, for it may name records that never came here; only the
    /// absence of one means something: that this store is not to be trusted.
    @Override
    public final void commit(Map<TopicPartition, Long> offsets) {
        Opened<L> now = opened;
        if (now == null) {
            return;
        }
        if (offsets.isEmpty() || offsets.containsValue(null)) {
            condemn(now, "Kafka Streams holds it for corrupt");
            return;
        }
        guard(now);
        flushWhenDue(now);
    }

    private void flushWhenDue(Opened<L> now) {
        long waited = System.nanoTime() - now.lastFlushNanos;
        long applied = now.watermark.applied();
        if (applied != now.lastFlushed && waited >= setup.limits().flushAfter().toNanos()) {
            flush(now, false);
            now.lastFlushed = applied;
            now.lastFlushNanos = System.nanoTime();
        }
    }

    private void flush(Opened<L> now, boolean wait) {
        try (var options = new FlushOptions().setWaitForFlush(wait).setAllowWriteStall(true)) {
            now.generation.db().flush(options);
        } catch (RocksDBException failure) {
            throw failed(now, failure);
        }
    }

    private void restore(Collection<ConsumerRecord<byte[], byte[]>> records) {
        apply(open(), records, Watermark.NONE);
    }

    final void restoringTo(long endOffset) {
        open().handle.restoringTo(endOffset);
    }

    /// All records below the end are applied, also those without a key, which were hidden from it.
    final void restored() {
        Opened<L> now = open();
        long last = now.handle.restoreEndOffset() - 1;
        if (last > now.watermark.applied()) {
            apply(now, List.of(), last);
        }
    }

    final void standBy() {
        open().handle.become(Role.STANDBY);
    }

    /// From here on its task processes records one by one.
    final void activate() {
        Opened<L> now = open();
        now.following = false;
        now.handle.become(Role.ACTIVE);
    }

    final void deactivate() {
        Opened<L> now = opened;
        if (now != null) {
            now.handle.become(Role.RESTORING);
        }
    }

    /// Applies the next record of an active task.
    final void process(ConsumerRecord<byte[], byte[]> record) {
        Opened<L> now = open();
        if (offsetsAreDense()) {
            follow(now, record.offset());
        }
        apply(now, List.of(record), record.offset());
    }

    private static <L extends AutoCloseable> void follow(Opened<L> now, long offset) {
        long applied = now.watermark.applied();
        boolean first = !now.following;
        // The first may be one that is known already, or any where nothing is known.
        boolean gap =
                first
                        ? applied != Watermark.NONE && offset > applied + 1
                        : offset != now.lastFollowed + 1;
        if (gap) {
            throw new OffsetGap(
                    now.source.topic(),
                    now.source.partition(),
                    first ? applied : now.lastFollowed,
                    offset);
        }
        now.following = true;
        now.lastFollowed = offset;
    }

    private void apply(
            Opened<L> now, Collection<ConsumerRecord<byte[], byte[]>> records, long atLeast) {
        guard(now);
        try (var batch = new WriteBatch()) {
            fold(records, batch);
            long applied = Math.max(atLeast, now.watermark.applied());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                applied = Math.max(applied, record.offset());
            }
            batch.put(APPLIED, bytesOf(applied));
            now.generation.db().write(now.noLog, batch);
            written(now.noLog);
            now.watermark.raise(applied);
        } catch (RocksDBException failure) {
            throw failed(now, failure);
        } catch (RuntimeException failure) {
            // What was remembered of the half-filled batch must not outlive it.
            opened(now.generation);
            throw failure;
        }
    }

    private Opened<L> open() {
        if (opened == null) {
            throw new IllegalStateException("the store " + name() + " is not open");
        }
        return opened;
    }

    private void guard(Opened<L> now) {
        if (now.generation.condemned()) {
            condemn(now, "damage was found");
            throw new TaskCorruptedException(Set.of(now.task));
        }
    }

    private RuntimeException failed(Opened<L> now, RocksDBException failure) {
        opened(now.generation);
        if (Damage.isDamage(failure)) {
            condemn(now, failure.toString());
            return new TaskCorruptedException(Set.of(now.task));
        }
        return new ProcessorStateException("the store " + name() + " cannot be written", failure);
    }

    private void condemn(Opened<L> now, String reason) {
        if (!condemned) {
            LOG.warn("a store is condemned store={} task={} reason={}", name(), now.task, reason);
            condemned = true;
            now.generation.condemn();
            now.directory.condemn();
        }
    }

    @Override
    public final void close() {
        Opened<L> now = opened;
        if (now == null) {
            return;
        }
        opened = null;
        setup.listener().closed(now.source, this);
        shelf.remove(now.task.partition(), now.handle);
        try {
            if (now.generation.condemned()) {
                condemn(now, "damage was found");
            } else {
                flush(now, true);
            }
        } finally {
            now.watermark.close();
            if (!now.generation.retire(setup.limits().leaseBound().toNanos())) {
                LOG.warn("readers hold a closed store store={} task={}", name(), now.task);
            }
            now.noLog.close();
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
        return opened != null;
    }

    private static byte[] bytesOf(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long longOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
