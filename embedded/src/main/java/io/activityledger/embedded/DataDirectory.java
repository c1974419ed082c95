package io.activityledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Everything one house remembers, held by one process at a time.
///
/// ```
/// .ledger/
///   activity-ledger   the marker: this directory is ours; locked while in use, names the process
///   ports.properties  ports that were chosen at the first start
///   secret            32 random bytes in base64, readable by the owner only
///   broker/ registry/ state/ logs/
/// ```
///
/// Not safe for several threads: opened, asked and closed by its owner.
public final class DataDirectory implements AutoCloseable {

    private static final String MARKER = "activity-ledger";
    private static final String PORTS = "ports.properties";
    private static final String SECRET = "secret";
    private static final int SECRET_BYTES = 32;

    private final Path root;
    private final FileChannel marker;
    private final RandomGenerator random;

    private DataDirectory(Path root, FileChannel marker, RandomGenerator random) {
        this.root = root;
        this.marker = marker;
        this.random = random;
    }

    /// Creates a missing or takes up an existing directory; `random` makes the secret.
    public static Opening open(Path path, RandomGenerator random) {
        var root = path.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            return new Opening.NotADirectory(path);
        }
        try {
            Files.createDirectories(root);
            if (isForeign(root)) {
                return new Opening.Foreign(path);
            }
            return isReadOnly(root) ? new Opening.ReadOnly(path) : lock(path, root, random);
        } catch (IOException refused) {
            return new Opening.ReadOnly(path);
        }
    }

    public Path root() {
        return root;
    }

    public Path broker() {
        return root.resolve("broker");
    }

    public Path registry() {
        return root.resolve("registry");
    }

    public Path state() {
        return root.resolve("state");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /// The port kept under `name`; chosen at the first call ever, and again only when it is taken.
    public int port(String name) {
        try {
            var kept = keptPorts();
            var port = Integer.parseInt(kept.getProperty(name, "0"));
            if (port > 0 && Ports.isFree(port)) {
                return port;
            }
            var chosen = choosePort(kept);
            kept.setProperty(name, Integer.toString(chosen));
            keep(kept);
            return chosen;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The secret of this house in base64; made at the first call ever.
    public String secret() {
        var file = root.resolve(SECRET);
        try {
            if (!Files.exists(file)) {
                writeSecret(file);
            }
            return Files.readString(file).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Lets the next process in.
    @Override
    public void close() {
        try {
            marker.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static boolean isForeign(Path root) throws IOException {
        try (var entries = Files.newDirectoryStream(root)) {
            return entries.iterator().hasNext() && !Files.isRegularFile(root.resolve(MARKER));
        }
    }

    /// Also true for a superuser, who could write, when nobody was meant to.
    private static boolean isReadOnly(Path root) throws IOException {
        if (!Files.isWritable(root)) {
            return true;
        }
        return root.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(root).stream()
                        .noneMatch(WRITE_PERMISSIONS::contains);
    }

    private static final Set<PosixFilePermission> WRITE_PERMISSIONS =
            PosixFilePermissions.fromString("-w--w--w-");

    private static Opening lock(Path path, Path root, RandomGenerator random) throws IOException {
        var marker =
                FileChannel.open(
                        root.resolve(MARKER),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (tryLock(marker).isEmpty()) {
            var holder = new String(marker(marker), StandardCharsets.UTF_8).strip();
            marker.close();
            return new Opening.InUse(path, holder);
        }
        var self = Long.toString(ProcessHandle.current().pid()) + "\n";
        marker.truncate(0).write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)), 0);
        return new Opening.Opened(new DataDirectory(root, marker, random));
    }

    private static byte[] marker(FileChannel marker) throws IOException {
        var text = ByteBuffer.allocate(32);
        marker.read(text, 0);
        return java.util.Arrays.copyOf(text.array(), text.position());
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldHere) {
            return Optional.empty();
        }
    }

    private int choosePort(Properties kept) {
        var candidate = Ports.freeToKeep(random.nextInt(1 << 16));
        while (kept.containsValue(Integer.toString(candidate))) {
            candidate = Ports.freeToKeep(candidate + 1);
        }
        return candidate;
    }

    private Properties keptPorts() throws IOException {
        var kept = new Properties();
        var file = root.resolve(PORTS);
        if (Files.exists(file)) {
            try (var text = Files.newBufferedReader(file)) {
                kept.load(text);
            }
        }
        return kept;
    }

    private void keep(Properties ports) throws IOException {
        var next = root.resolve(PORTS + ".next");
        try (var text = Files.newBufferedWriter(next)) {
            ports.store(text, "Chosen at first start, kept with the data");
        }
        Files.move(next, root.resolve(PORTS), StandardCopyOption.ATOMIC_MOVE);
    }

    private void writeSecret(Path file) throws IOException {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var next = root.resolve(SECRET + ".next");
        Files.deleteIfExists(next);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(next, ownerOnly);
        Files.writeString(next, Base64.getEncoder().encodeToString(bytes) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
