package io.activityledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Is a child of an earlier run of this directory still there? Known by process number and start
/// instant together, so that somebody else's process under a recycled number is left alone.
final class ChildRecord {

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Path file;

    ChildRecord(Path file) {
        this.file = file;
    }

    void write(ProcessHandle child) {
        try {
            Files.write(file, List.of(Long.toString(child.pid()), startOf(child)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void endStray() {
        stray().ifPresent(ChildRecord::end);
        try {
            Files.deleteIfExists(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Optional<ProcessHandle> stray() {
        try {
            var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
            return lines.size() < 2
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst()))
                            .filter(process -> !startOf(process).isEmpty())
                            .filter(process -> startOf(process).equals(lines.get(1)));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            throw new IllegalStateException("Process " + process.pid() + " does not end", stuck);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
