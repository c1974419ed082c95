package io.activityledger.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Where does a machine without a schema registry get a real one from? From this child process,
/// which speaks Confluent's API under `/apis/ccompat/v7`.
///
/// The child's standard input is a pipe from this JVM: when it closes, for whatever reason, the
/// child ends. Closed by its owner, also while another thread still waits for the start.
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final int PROBE_MILLIS = 1_000;
    private static final int POLL_MILLIS = 25;
    private static final int LAST_LINES = 5;

    private final EmbeddedRegistrySettings settings;
    private final ChildRecord record;
    private volatile Optional<Process> child = Optional.empty();

    public EmbeddedRegistry(EmbeddedRegistrySettings settings) {
        this.settings = settings;
        this.record = new ChildRecord(settings.directory().resolve("registry.pid"));
    }

    /// Answers when the registry does.
    public EmbeddedRegistry start() {
        try {
            Files.createDirectories(settings.directory());
            record.endStray();
            var process =
                    new ProcessBuilder(command())
                            .redirectErrorStream(true)
                            .redirectOutput(log().toFile())
                            .start();
            child = Optional.of(process);
            record.write(process.toHandle());
            awaitAnswer(process);
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// What a serializer's `schema.registry.url` is set to.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + settings.port() + "/apis/ccompat/v7");
    }

    public Optional<Long> pid() {
        return child.map(Process::pid);
    }

    @Override
    public void close() {
        child.ifPresent(EmbeddedRegistry::end);
        child = Optional.empty();
    }

    private Path log() {
        return settings.directory().resolve("registry.log");
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FAST_AND_SMALL);
        command.addAll(RegistryWarmStart.flags(settings.home()));
        settingsOfRegistry().forEach(setting -> command.add("-D" + setting));
        command.add("-cp");
        command.add(ownCode() + File.pathSeparator + settings.home().resolve("quarkus-run.jar"));
        command.add(RegistryChild.class.getName());
        return command;
    }

    private static final List<String> FAST_AND_SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx192m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private List<String> settingsOfRegistry() {
        var database = settings.directory().toAbsolutePath().resolve("db");
        return List.of(
                "quarkus.http.host=127.0.0.1",
                "quarkus.http.port=" + settings.port(),
                "quarkus.management.host=127.0.0.1",
                "quarkus.management.port=" + settings.managementPort(),
                "apicurio.storage.sql.kind=h2",
                "apicurio.datasource.url=jdbc:h2:file:" + database,
                "apicurio.rules.global.compatibility=FULL_TRANSITIVE",
                "quarkus.log.level=WARN",
                "quarkus.http.access-log.enabled=false",
                "quarkus.otel.sdk.disabled=true");
    }

    private static String ownCode() {
        try {
            var source = RegistryChild.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(source.toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void awaitAnswer(Process process) throws IOException {
        var deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!answers()) {
            if (ended(process) || System.nanoTime() - deadline > 0) {
                close();
                throw new IllegalStateException(
                        "The schema registry did not start; its last words in "
                                + log()
                                + ":\n"
                                + lastWords());
            }
        }
    }

    private boolean answers() {
        try {
            var probe =
                    (HttpURLConnection) URI.create(uri() + "/subjects").toURL().openConnection();
            probe.setConnectTimeout(PROBE_MILLIS);
            probe.setReadTimeout(PROBE_MILLIS);
            var status = probe.getResponseCode();
            probe.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(log());
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            var patience = RegistryWarmStart.end().plusSeconds(1);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException closedAlready) {
            process.destroyForcibly();
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
