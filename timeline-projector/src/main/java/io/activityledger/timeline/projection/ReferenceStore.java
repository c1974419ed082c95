package io.activityledger.timeline.projection;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The contacts, deals and companies of one partition of `references`: record key → latest value;
/// null deletes.
final class ReferenceStore extends TopicStore<ReferenceLease> {

    private static final byte VALUES = 'v';

    ReferenceStore(StoreSetup setup, StoreRegistry registry) {
        super(setup, registry.referenceShelf());
    }

    static byte[] key(byte[] recordKey) {
        return TimelineKey.joined(VALUES, recordKey);
    }

    @Override
    ReferenceLease lease(Generation generation) {
        return new ReferenceLease(generation);
    }

    /// The topic is compacted.
    @Override
    boolean offsetsAreDense() {
        return false;
    }

    @Override
    void fold(
            OpenedStore store, Collection<ConsumerRecord<byte[], byte[]>> records, WriteBatch batch)
            throws RocksDBException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] recordKey = record.key();
            byte[] value = record.value();
            if (recordKey == null) {
                continue;
            }
            if (value == null) {
                batch.delete(key(recordKey));
            } else {
                batch.put(key(recordKey), value);
            }
        }
    }
}
