package io.activityledger.standalone;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import io.activityledger.standalone.Repository.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/// Which files and methods are longer than a reader's breath?
final class Lengths {

    static final int LONGEST_FILE = 300;
    static final int LONGEST_METHOD = 40;

    private Lengths() {}

    static List<String> longFiles(List<TextFile> files) {
        return files.stream()
                .filter(TextFile::isJava)
                .filter(file -> file.lines().count() > LONGEST_FILE)
                .map(file -> file.path() + " has " + file.lines().count() + " lines")
                .toList();
    }

    static List<String> longMethods(Path root, List<TextFile> files) {
        var sources = files.stream().filter(TextFile::isJava).map(it -> root.resolve(it.path()));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(sources.toList());
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
            var found = new ArrayList<String>();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodLengths(Trees.instance(task), unit, found).scan(unit, null);
            }
            return found;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static final class MethodLengths extends TreeScanner<Void, Void> {

        private final Trees trees;
        private final CompilationUnitTree unit;
        private final List<String> found;

        MethodLengths(Trees trees, CompilationUnitTree unit, List<String> found) {
            this.trees = trees;
            this.unit = unit;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var positions = trees.getSourcePositions();
            var first = line(positions.getStartPosition(unit, method));
            var length = line(positions.getEndPosition(unit, method)) - first + 1;
            if (length > LONGEST_METHOD) {
                var file = unit.getSourceFile().getName();
                found.add("%s:%d %s has %d".formatted(file, first, method.getName(), length));
            }
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
