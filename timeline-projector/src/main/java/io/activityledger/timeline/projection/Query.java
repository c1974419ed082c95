package io.activityledger.timeline.projection;

import org.rocksdb.RocksDBException;

/// Reads something out of a database as it stood at one moment.
interface Query<T> {

    T on(Generation.View view) throws RocksDBException;

    /// The answer for a holder of a lease on `generation`; condemns a damaged database.
    static <T> T answered(Generation generation, Query<T> query) {
        try (var view = generation.new View()) {
            return query.on(view);
        } catch (RocksDBException failure) {
            throw unreadable(generation, failure, Damage.isDamage(failure));
        } catch (IllegalStateException contradiction) {
            throw unreadable(generation, contradiction, true);
        }
    }

    private static StoreUnreadable unreadable(
            Generation generation, Exception failure, boolean damaged) {
        if (damaged) {
            generation.condemn();
        }
        return new StoreUnreadable("a store could not be read: " + failure.getMessage(), failure);
    }
}
