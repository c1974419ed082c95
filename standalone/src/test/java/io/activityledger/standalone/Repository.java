package io.activityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which text files did people write in this repository? All but what is built, downloaded or data.
final class Repository {

    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "node_modules", ".ledger", ".idea", ".settings", ".vscode");

    private Repository() {}

    /// A text file, by its path from the root with slashes.
    record TextFile(String path, String text) {

        boolean isJava() {
            return path.endsWith(".java");
        }

        Stream<String> lines() {
            return text.lines();
        }
    }

    static List<TextFile> textFiles() {
        var root = root();
        var files = new ArrayList<TextFile>();
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) {
                            return NOT_OURS.contains(directory.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
                            if (attributes.isRegularFile() && text.indexOf('\0') < 0) {
                                files.add(new TextFile(path(root, file), text));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return files;
    }

    /// The folder above this module that holds the launcher.
    static Path root() {
        var here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("ledger"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException("run this test within the repository");
            }
        }
        return here;
    }

    private static String path(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
