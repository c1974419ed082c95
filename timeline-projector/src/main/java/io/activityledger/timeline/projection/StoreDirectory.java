package io.activityledger.timeline.projection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where does a store's database live, and may it still be trusted? What is condemned is gone at
/// the next opening, also when that is after a crash; what cannot be opened for damage is gone at
/// once.
final class StoreDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(StoreDirectory.class);
    private static final String CONDEMNED = "CONDEMNED";

    private final Path path;

    StoreDirectory(Path path) {
        this.path = path;
    }

    /// Marks it for destruction.
    void condemn() {
        try {
            Files.createDirectories(path);
            Files.write(path.resolve(CONDEMNED), new byte[0]);
        } catch (IOException failure) {
            LOG.error("a damaged store could not be marked path={}", path, failure);
        }
    }

    /// The database that stands there; an empty one where that is condemned or nothing.
    RocksDB open(Options options) throws RocksDBException {
        if (Files.exists(path.resolve(CONDEMNED))) {
            destroy("condemned");
        }
        try {
            Files.createDirectories(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return RocksDB.open(options, path.toString());
    }

    void destroy(String reason) {
        LOG.warn("a store is thrown away and filled anew path={} reason={}", path, reason);
        condemn();
        try (Stream<Path> files = Files.walk(path)) {
            // The mark goes last: half a deletion must not look like a store.
            files.sorted(
                            Comparator.comparing(this::isMark)
                                    .thenComparing(Comparator.reverseOrder()))
                    .filter(file -> !file.equals(path))
                    .forEach(StoreDirectory::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isMark(Path file) {
        return file.equals(path.resolve(CONDEMNED));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
