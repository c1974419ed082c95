package io.activityledger.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// Any number of byte strings, read in the order of their bytes, in bounded memory: what does not
/// fit is sorted and laid down in a file, and the files are merged when they are read.
///
/// May be read several times and added to in between. Used by one thread.
final class Spool implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int OVERHEAD_BYTES = 32;

    private final Path directory;
    private final long memoryBytes;
    private final List<byte[]> inMemory = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();
    private long bytesInMemory;

    /// @param memoryBytes what may stand in memory before it is laid down in `directory`
    Spool(Path directory, long memoryBytes) {
        this.directory = directory;
        this.memoryBytes = memoryBytes;
    }

    void add(byte[] entry) {
        inMemory.add(entry);
        bytesInMemory += entry.length + OVERHEAD_BYTES;
        if (bytesInMemory >= memoryBytes) {
            layDown();
        }
    }

    int files() {
        return runs.size();
    }

    /// Hands over all entries, the lowest first.
    void forEach(Consumer<byte[]> reader) {
        inMemory.sort(Arrays::compareUnsigned);
        List<Run> open = new ArrayList<>();
        try {
            for (Path file : runs) {
                open.add(Run.of(file));
            }
            merge(open, reader);
        } finally {
            open.forEach(Run::close);
        }
    }

    private void merge(List<Run> open, Consumer<byte[]> reader) {
        var next = new PriorityQueue<Run>(Comparator.comparing(Run::head, Arrays::compareUnsigned));
        open.stream().filter(Run::any).forEach(next::add);
        for (byte[] young : inMemory) {
            while (!next.isEmpty() && Arrays.compareUnsigned(next.element().head(), young) <= 0) {
                handOver(next, reader);
            }
            reader.accept(young);
        }
        while (!next.isEmpty()) {
            handOver(next, reader);
        }
    }

    private static void handOver(PriorityQueue<Run> next, Consumer<byte[]> reader) {
        Run lowest = next.remove();
        reader.accept(lowest.head());
        lowest.advance();
        if (lowest.any()) {
            next.add(lowest);
        }
    }

    private void layDown() {
        inMemory.sort(Arrays::compareUnsigned);
        try {
            Path file = Files.createTempFile(directory, "run-", ".sorted");
            runs.add(file);
            try (var to =
                    new DataOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
                for (byte[] entry : inMemory) {
                    to.writeInt(entry.length);
                    to.write(entry);
                }
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        inMemory.clear();
        bytesInMemory = 0;
    }

    @Override
    public void close() {
        inMemory.clear();
        for (Path file : runs) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException left) {
                throw new UncheckedIOException(left);
            }
        }
        runs.clear();
    }

    /// One sorted file while it is read.
    private static final class Run {

        private static final byte[] END = new byte[0];

        private final DataInputStream from;
        private byte[] head = END;
        private boolean any = true;

        private Run(DataInputStream from) {
            this.from = from;
            advance();
        }

        static Run of(Path file) {
            try {
                return new Run(
                        new DataInputStream(
                                new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        boolean any() {
            return any;
        }

        byte[] head() {
            return head;
        }

        void advance() {
            try {
                byte[] length = from.readNBytes(Integer.BYTES);
                any = length.length == Integer.BYTES;
                head = any ? from.readNBytes(Entries.number(length)) : END;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        void close() {
            try {
                from.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
