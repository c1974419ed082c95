package io.activityledger.timeline.projection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/// One opening of a database, with those who read it: native memory is freed by the last to leave,
/// never under a reader.
///
/// Any thread may lease; the store's owner retires it, once.
final class Generation {

    private static final int RETIRED = 1 << 30;

    private final RocksDB db;
    private final Options options;
    private final AtomicInteger leases = new AtomicInteger();
    private final AtomicBoolean condemned = new AtomicBoolean();
    private final CountDownLatch freed = new CountDownLatch(1);

    Generation(RocksDB db, Options options) {
        this.db = db;
        this.options = options;
    }

    /// For its owner and for those who hold a lease.
    RocksDB db() {
        return db;
    }

    /// Found corrupt: the owner will throw it away as soon as it comes by.
    void condemn() {
        condemned.set(true);
    }

    boolean condemned() {
        return condemned.get();
    }

    /// How many read it now.
    int held() {
        return leases.get() & (RETIRED - 1);
    }

    boolean acquire() {
        int held = leases.get();
        while (held < RETIRED) {
            if (leases.compareAndSet(held, held + 1)) {
                return true;
            }
            held = leases.get();
        }
        return false;
    }

    void release() {
        if (leases.decrementAndGet() == RETIRED) {
            free();
        }
    }

    /// Refuses new leases; the memory is freed at once, or by the last to give one back.
    void retire() {
        if (leases.addAndGet(RETIRED) == RETIRED) {
            free();
        }
    }

    boolean awaitFreed(Duration bound) {
        try {
            return freed.await(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return freed.getCount() == 0;
        }
    }

    private void free() {
        db.close();
        options.close();
        freed.countDown();
    }

    /// What stands in the database at one moment, for one query.
    final class View implements AutoCloseable {

        private final Snapshot snapshot = db.getSnapshot();

        ReadOptions readOptions() {
            return new ReadOptions().setSnapshot(snapshot);
        }

        RocksDB db() {
            return db;
        }

        @Override
        public void close() {
            db.releaseSnapshot(snapshot);
        }
    }
}
