package io.activityledger.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.lifecycle.Lifecycle;
import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {

    @TempDir private Path directory;

    @Test
    void settingsNobodyCanUseAreToldWithoutAStack() throws Exception {
        // When
        Ended ended = run(Unsettled.class);

        // Then
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("THE_SECRET").doesNotContain("\tat ");
    }

    @Test
    void aPartThatCannotStartEndsTheProcess() throws Exception {
        // When
        Ended ended = run(Failing.class);

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("no room", "\tat ");
    }

    @Test
    void aProcessThatIsToldToEndClosesItsParts() throws Exception {
        // Given
        Path closed = directory.resolve("closed");
        Process process = start(Serving.class, closed.toString());
        assertThat(process.inputReader().readLine()).isEqualTo("started");

        // When
        process.destroy();

        // Then
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).exists();
    }

    @Test
    void aProcessThatIsToldToEndWhileItStartsDoesNotFinishStarting() throws Exception {
        // Given
        Process process = start(Waiting.class);
        assertThat(process.inputReader().readLine()).isEqualTo("waiting");

        // When: by its handle, which leaves its output open
        process.toHandle().destroy();

        // Then
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.inputReader().readAllAsString()).doesNotContain("\tat ");
    }

    private record Ended(int code, String output) {}

    private static Ended run(Class<?> main) throws Exception {
        Process process = start(main);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// Asks for a setting that nobody made.
    static final class Unsettled {
        public static void main(String[] arguments) {
            ServiceProcess.run(environment -> {
                var reader = new SettingsReader(environment.variables());
                reader.secret("THE_SECRET", "Nobody sets it.");
                reader.finish();
                return new Lifecycle(Duration.ofSeconds(1), List.of());
            });
        }
    }

    /// Has a part that cannot start.
    static final class Failing {
        public static void main(String[] arguments) {
            ServiceProcess.run(_ -> lifecycle(Part.of("part", Failing::fail, () -> {})));
        }

        private static void fail() {
            throw new IllegalStateException("no room");
        }
    }

    /// Leaves a file when it is closed.
    static final class Serving {
        public static void main(String[] arguments) throws InterruptedException {
            ServiceProcess.run(_ ->
                    lifecycle(
                            Part.of(
                                    "part",
                                    () -> System.out.println("started"),
                                    () -> leave(Path.of(arguments[0])))));
            Thread.currentThread().join();
        }

        private static void leave(Path file) {
            try {
                Files.createFile(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /// Waits for something that never comes.
    static final class Waiting {
        public static void main(String[] arguments) {
            ServiceProcess.run(_ -> lifecycle(Part.of("part", Waiting::await, () -> {})));
        }

        private static void await() throws InterruptedException {
            System.out.println("waiting");
            new CountDownLatch(1).await();
        }
    }

    private static Lifecycle lifecycle(Part part) {
        return new Lifecycle(Duration.ofSeconds(5), List.of(part));
    }
}
