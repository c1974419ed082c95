package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.HttpProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How much does a process of the house hold, when its garbage has just been collected?
///
/// @param resident bytes of memory that the machine gives it
record Vitals(long heap, long threads, long resident) {

    /// Asks the process and what it says of itself.
    static Vitals of(HttpProbe server, long pid) {
        collectGarbage(pid);
        return new Vitals(
                metric(server, "jvm_memory_used_bytes\\{area=\"heap\"[^}]*}"),
                metric(server, "jvm_threads_live_threads(\\{[^}]*})?"),
                resident(pid));
    }

    @Override
    public String toString() {
        return "heap %d KiB, %d threads, %d MiB resident"
                .formatted(heap >> 10, threads, resident >> 20);
    }

    private static long metric(HttpProbe server, String name) {
        List<Double> values =
                Pattern.compile("(?m)^" + name + " (\\S+)$")
                        .matcher(server.get("/metrics").body())
                        .results()
                        .map(result -> Double.parseDouble(last(result)))
                        .toList();
        assertThat(values).as(name).isNotEmpty();
        return values.stream().mapToLong(Double::longValue).sum();
    }

    private static String last(MatchResult result) {
        return result.group(result.groupCount());
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException elsewhere) {
            return 0;
        }
    }

    private static void collectGarbage(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process =
                    new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assertThat(process.waitFor()).isZero();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
