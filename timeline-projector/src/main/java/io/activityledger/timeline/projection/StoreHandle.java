package io.activityledger.timeline.projection;

import java.util.Optional;
import java.util.function.Function;
import org.rocksdb.RocksDBException;

/// How does one opened store of one partition stand, and how do I read it?
///
/// Any thread may ask. A handle outlives its store harmlessly: it then gives no lease and waits for
/// nothing.
public final class StoreHandle<L extends AutoCloseable> {

    private static final String FILES = "rocksdb.total-sst-files-size";
    private static final String PENDING = "rocksdb.estimate-pending-compaction-bytes";

    private final int partition;
    private final Generation generation;
    private final Watermark watermark;
    private final Arrivals arrivals;
    private final Function<Generation, L> lease;
    private volatile Role role = Role.RESTORING;
    private volatile long restoreEnd = Watermark.NONE;
    private volatile long newestMillis = -1;

    StoreHandle(int partition, OpenedStore store, Door door, Function<Generation, L> lease) {
        this.partition = partition;
        this.generation = store.generation();
        this.watermark = door.watermark();
        this.arrivals = door.arrivals();
        this.lease = lease;
    }

    public int partition() {
        return partition;
    }

    public Role role() {
        return role;
    }

    /// The offset of the last record applied; -1 before the first.
    public long appliedOffset() {
        return watermark.applied();
    }

    /// The offset of the first record behind those the store has to restore before it can serve; -1
    /// while unknown.
    public long restoreEndOffset() {
        return restoreEnd;
    }

    /// Waits, without a lease, until `offset` is applied or [System#nanoTime] reaches
    /// `deadlineNanos`.
    public Waited awaitApplied(long offset, long deadlineNanos) throws InterruptedException {
        return watermark.await(offset, deadlineNanos);
    }

    /// The right to read until it is closed; empty where the store has gone. Hold it for one query:
    /// closing the store waits for it.
    public Optional<L> lease() {
        return generation.acquire() ? Optional.of(lease.apply(generation)) : Optional.empty();
    }

    /// Has `wake` called for new rows of `scope` until the watch is closed or this is no longer the
    /// partition's owner; empty where it is not. `wake` must not wait for anything.
    public Optional<Watch> watch(RowScope scope, Runnable wake) {
        Watch watch = arrivals.watch(scope, wake);
        if (role == Role.ACTIVE) {
            return Optional.of(watch);
        }
        watch.close();
        return Optional.empty();
    }

    /// When the newest record applied since opening was appended, in milliseconds; -1 before the
    /// first.
    public long newestMillis() {
        return newestMillis;
    }

    public StoreFigures figures() {
        int leases = generation.held();
        if (!generation.acquire()) {
            return new StoreFigures(leases, 0, 0);
        }
        try {
            return new StoreFigures(
                    leases,
                    generation.db().getLongProperty(FILES),
                    generation.db().getLongProperty(PENDING));
        } catch (RocksDBException untold) {
            return new StoreFigures(leases, 0, 0);
        } finally {
            generation.release();
        }
    }

    /// Called by the store's owner only.
    void appended(long millis) {
        newestMillis = Math.max(newestMillis, millis);
    }

    void become(Role next) {
        role = next;
        if (next != Role.ACTIVE) {
            arrivals.end();
        }
    }

    void restoringTo(long endOffset) {
        become(Role.RESTORING);
        restoreEnd = endOffset;
    }
}
