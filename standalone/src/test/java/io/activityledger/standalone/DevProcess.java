package io.activityledger.standalone;

import io.activityledger.testkit.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// `ledger dev` from the distribution, as a process a test can read, signal and kill.
final class DevProcess {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final Path output;
    private final Process process;

    private DevProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /// Every port is any free one, unless `flags` say otherwise: of two, the last counts.
    static DevProcess start(Path dataDirectory, Path output, String... flags) throws IOException {
        return start(Map.of(), dataDirectory, output, flags);
    }

    /// The same with variables of its own.
    static DevProcess start(
            Map<String, String> variables, Path dataDirectory, Path output, String... flags)
            throws IOException {
        var command = new ArrayList<>(Distribution.ofThisBuild().ledger());
        command.addAll(List.of("dev", "--data-dir", dataDirectory.toString()));
        command.addAll(List.of(flags));
        var building =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        building.environment().putAll(variables);
        var process = building.start();
        return new DevProcess(output, process);
    }

    static DevProcess onFreePorts(Path dataDirectory, Path output) throws IOException {
        return onFreePorts(Map.of(), dataDirectory, output);
    }

    /// The same with variables of its own.
    static DevProcess onFreePorts(Map<String, String> variables, Path dataDirectory, Path output)
            throws IOException {
        return start(
                variables,
                dataDirectory,
                output,
                "--http-port=0",
                "--kafka-port=0",
                "--registry-port=0");
    }

    DevProcess awaitReady() throws InterruptedException {
        var deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!output().contains("Activity Ledger is ready at http://localhost:")) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new AssertionError("Not ready:\n" + output());
            }
        }
        return this;
    }

    /// Where its API is, as its last lines say.
    URI address() {
        return URI.create(told("is ready at (http://localhost:\\d+)"));
    }

    /// The bootstrap servers of its broker.
    String broker() {
        return told("(?m)^ +broker +(\\S+)$");
    }

    URI registry() {
        return URI.create(told("(?m)^ +registry +(\\S+)$"));
    }

    /// Answers with the exit code.
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Did not end:\n" + output());
        }
        return process.exitValue();
    }

    private String told(String pattern) {
        var found = Pattern.compile(pattern).matcher(output());
        if (!found.find()) {
            throw new AssertionError("Not ready:\n" + output());
        }
        return found.group(1);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<ProcessHandle> children() {
        return process.children().toList();
    }

    long pid() {
        return process.pid();
    }

    void terminate() {
        process.destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
