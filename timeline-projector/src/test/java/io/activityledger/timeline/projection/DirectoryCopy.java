package io.activityledger.timeline.projection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of a database as they stand at one moment, while somebody has it open: what a kill
/// leaves.
final class DirectoryCopy {

    private DirectoryCopy() {}

    /// Whether nothing changed meanwhile, for tables are written in the background; else it is
    /// worth nothing.
    static boolean of(Path from, Path to) {
        try {
            SortedMap<Path, Long> before = sizes(from);
            for (Path file : before.keySet()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
            return before.equals(sizes(from));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static SortedMap<Path, Long> sizes(Path directory) throws IOException {
        SortedMap<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                sizes.put(file, Files.isDirectory(file) ? 0 : Files.size(file));
            }
        } catch (UncheckedIOException gone) {
            throw new NoSuchFileException(directory.toString());
        }
        return sizes;
    }
}
