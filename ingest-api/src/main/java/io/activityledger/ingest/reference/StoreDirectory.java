package io.activityledger.ingest.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where does the local copy lie, and may it still be trusted? What is condemned is gone at the
/// next opening, also when a crash lies between.
final class StoreDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(StoreDirectory.class);
    private static final String CONDEMNED = "CONDEMNED";

    private final Path directory;

    StoreDirectory(Path directory) {
        this.directory = directory;
    }

    String path() {
        return directory.toAbsolutePath().toString();
    }

    /// Makes it if need be, and empty if it is condemned.
    void prepare() {
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (Files.exists(mark())) {
            destroy("it was condemned");
        }
    }

    void condemn() {
        try {
            Files.createDirectories(directory);
            Files.write(mark(), new byte[0]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void destroy(String reason) {
        LOG.warn("Local references are read anew directory={} reason={}", directory, reason);
        condemn();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(
                            Comparator.comparing(this::isMark)
                                    .thenComparing(Comparator.reverseOrder()))
                    .filter(file -> !file.equals(directory))
                    .forEach(StoreDirectory::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The mark goes last: half a deletion must not look like a copy.
    private boolean isMark(Path file) {
        return file.equals(mark());
    }

    private Path mark() {
        return directory.resolve(CONDEMNED);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
