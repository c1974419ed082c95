package io.activityledger.timeline.planted;

import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

final class WritesRows {
    void write(RocksDB rows) throws RocksDBException {
        rows.put(new byte[] {1}, new byte[] {2});
    }
}
