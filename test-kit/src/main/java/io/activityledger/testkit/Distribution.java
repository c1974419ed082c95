package io.activityledger.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How do tests start a JVM as quickly as users do? From what the build put together for them.
///
/// ```
/// dist/lib/*.jar  dist/registry/  dist/ledger.aot  dist/registry.aot
///                                 └ classes as a start leaves them, recorded once after a build
/// ```
///
/// The first test that needs the caches records them as the launcher does, which takes about twenty
/// seconds; a start takes half the time from then on. Without them all works, only later.
public final class Distribution {

    private static final int LONGEST_RECORDING_SECONDS = 180;
    private static final String MAIN = "io.activityledger.standalone.Ledger";

    /// Those of the launcher: a cache fits the collector that it was recorded with.
    private static final List<String> AS_LAUNCHED =
            List.of("-XX:+UseSerialGC", "-Xmx1g", "-Xss512k");

    /// What a test asks of a JVM is over before the second compiler has earned what it costs.
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final List<String> WITHOUT_WARNINGS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final Path registry;
    private final Path lib;
    private final Path cache;
    private final Path log;

    private Distribution(Path registry) {
        this.registry = registry;
        this.lib = registry.resolveSibling("lib");
        this.cache = registry.resolveSibling("ledger.aot");
        this.log = registry.resolveSibling("record.log");
    }

    /// The one that `ledger.registry.home` is a part of.
    public static Distribution ofThisBuild() {
        return new Distribution(Path.of(System.getProperty("ledger.registry.home")));
    }

    /// The beginning of a command that goes on with what `ledger` is to do.
    public List<String> ledger() {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(AS_LAUNCHED);
        command.add(QUICK);
        command.addAll(asRecorded());
        command.addAll(List.of("-cp", libraries(), MAIN));
        return command;
    }

    /// The same of the classes of the running test.
    public static List<String> ledgerOfTests() {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(AS_LAUNCHED);
        command.add(QUICK);
        command.addAll(classesOfTests());
        command.add(MAIN);
        return command;
    }

    /// Options and class path for a JVM that knows the classes of the running test: quickly where
    /// these are the distribution's, as in a whole build, and not where an editor compiled them.
    static List<String> classesOfTests() {
        String own = System.getProperty("java.class.path");
        Optional<Distribution> packed =
                Optional.ofNullable(System.getProperty("ledger.registry.home"))
                        .map(home -> new Distribution(Path.of(home)))
                        .filter(each -> own.contains(each.lib + File.separator));
        var options =
                new ArrayList<>(packed.map(Distribution::asRecorded).orElse(WITHOUT_WARNINGS));
        options.add("-cp");
        options.add(packed.map(each -> each.libraries() + File.pathSeparator + own).orElse(own));
        return options;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private List<String> asRecorded() {
        recordOnce();
        var options = new ArrayList<>(flags());
        if (Files.exists(cache)) {
            options.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off"));
        }
        return options;
    }

    private List<String> flags() {
        var flags = new ArrayList<>(WITHOUT_WARNINGS);
        flags.add("-Dledger.registry.home=" + registry);
        return flags;
    }

    private String libraries() {
        return lib + File.separator + "*";
    }

    /// Several JVMs of one build may want it at once: one records, the others wait for it.
    private void recordOnce() {
        if (isRecorded()) {
            return;
        }
        try (var file =
                        FileChannel.open(
                                registry.resolveSibling("record.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = file.lock()) {
            if (!isRecorded()) {
                record();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Also when that failed: it would fail again.
    private boolean isRecorded() {
        return Files.exists(log) && time(log).compareTo(youngestLibrary()) >= 0;
    }

    private FileTime youngestLibrary() {
        try (var files = Files.list(lib)) {
            return files.map(Distribution::time)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("nothing is built in " + lib));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void record() throws IOException {
        Files.deleteIfExists(cache);
        Files.deleteIfExists(registry.resolveSibling("registry.aot"));
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(AS_LAUNCHED);
        command.addAll(flags());
        command.addAll(List.of("-Dledger.record=true", "-XX:AOTCacheOutput=" + cache));
        command.addAll(List.of("-cp", libraries(), MAIN, "record"));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(LONGEST_RECORDING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
