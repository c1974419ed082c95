package io.activityledger.ingest.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/// Which references have an email address? Rows beside those of [ReferenceStore], written in the
/// same batch as the reference they are of.
///
/// ```
/// 4 | address | 0 | record key  →  id         who has it
/// 5 | record key                →  address    what to take away when it changes
/// ```
///
/// Addresses and record keys are percent-encoded and hold no zero byte.
final class EmailIndexStore {

    private static final byte OWNER = 4;
    private static final byte ADDRESS = 5;
    private static final byte END = 0;

    /// Who is looked for must be the only one: two are enough to know that it is not.
    private static final int ENOUGH = 2;

    private final RocksDB database;
    private final ReadOptions reading;

    EmailIndexStore(RocksDB database, ReadOptions reading) {
        this.database = database;
        this.reading = reading;
    }

    /// From now on the reference has this address, or none.
    void replace(byte[] recordKey, @Nullable StoredEmail email, WriteBatchWithIndex batch)
            throws RocksDBException {
        byte[] addressKey = key(ADDRESS, recordKey);
        byte[] before = batch.getFromBatchAndDB(database, reading, addressKey);
        if (before != null) {
            batch.delete(ownerKey(before, recordKey));
            batch.delete(addressKey);
        }
        if (email != null) {
            batch.put(ownerKey(email.address(), recordKey), email.id().getBytes(UTF_8));
            batch.put(addressKey, email.address());
        }
    }

    /// The ids of those who have an address, of many only the first two.
    List<String> owners(byte[] address) throws RocksDBException {
        byte[] prefix = ownerKey(address, new byte[0]);
        List<String> ids = new ArrayList<>();
        try (var rows = database.newIterator(reading)) {
            rows.seek(prefix);
            while (rows.isValid() && ids.size() < ENOUGH && startsWith(rows.key(), prefix)) {
                ids.add(new String(rows.value(), UTF_8));
                rows.next();
            }
            rows.status();
        }
        return ids;
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] ownerKey(byte[] address, byte[] recordKey) {
        return ByteBuffer.allocate(2 + address.length + recordKey.length)
                .put(OWNER)
                .put(address)
                .put(END)
                .put(recordKey)
                .array();
    }

    private static byte[] key(byte kind, byte[] rest) {
        return ByteBuffer.allocate(1 + rest.length).put(kind).put(rest).array();
    }
}
