package io.activityledger.timeline.projection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.rocksdb.RocksDBException;

/// Which databases are open in this process? The stores of one task may be doors to the same one:
/// the first to come opens it, the last to leave closes it.
///
/// ```
/// timelines ─▶ enter ─┐                    ┌─ leave ◀─ timelines
///                     ├─▶ one OpenedStore ─┤
/// links     ─▶ enter ─┘                    └─ leave ◀─ links          closed by whoever is last
/// ```
///
/// A task's stores are entered, used and left by one thread at a time; different tasks share
/// nothing but the maps.
final class Databases {

    private final RocksMemory memory;
    private final int cachedLists;
    private final ConcurrentMap<Path, OpenedStore> open = new ConcurrentHashMap<>();
    private final Set<Path> distrusted = ConcurrentHashMap.newKeySet();

    Databases(RocksMemory memory, int cachedLists) {
        this.memory = memory;
        this.cachedLists = cachedLists;
    }

    OpenedStore enter(Path path, int format) throws RocksDBException {
        OpenedStore here = open.get(path);
        if (here == null) {
            here = opened(path, format);
            open.put(path, here);
        }
        here.entered();
        return here;
    }

    private OpenedStore opened(Path path, int format) throws RocksDBException {
        var directory = new StoreDirectory(path);
        if (distrusted.contains(path)) {
            // Also where the mark in the directory could not be set.
            directory.destroy("condemned");
            distrusted.remove(path);
        }
        return OpenedStore.open(directory, memory, format, cachedLists);
    }

    /// Whether nobody reads it any more within `bound`, where this was the last door.
    boolean leave(Path path, OpenedStore store, Duration bound) throws RocksDBException {
        if (!store.left()) {
            return true;
        }
        open.remove(path, store);
        if (store.condemned()) {
            distrusted.add(path);
        }
        return store.close(bound);
    }
}
