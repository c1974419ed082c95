package io.activityledger.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// Where does a machine without Kafka get a real broker from? From this one, in its own JVM.
///
/// A node is broker and KRaft controller at once, on 127.0.0.1 only. Its directory is formatted at
/// the first start and taken up at every later one, whether the last run was closed or killed.
/// Started and closed by one thread, its owner's.
public final class EmbeddedBroker implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final String CLUSTER_ID = "ActivityLedgerEmbedded";

    private final EmbeddedBrokerSettings settings;
    private Optional<KafkaRaftServer> server = Optional.empty();

    public EmbeddedBroker(EmbeddedBrokerSettings settings) {
        this.settings = settings;
    }

    /// Answers when the broker accepts connections.
    public EmbeddedBroker start() {
        formatWhenNew();
        var config = KafkaConfig.fromProps(EmbeddedBrokerProperties.of(settings), false);
        var starting = new KafkaRaftServer(config, Time.SYSTEM);
        server = Optional.of(starting);
        var startup = new FutureTask<Void>(starting::startup, null);
        Thread.ofPlatform().name("broker-start").daemon().start(startup);
        await(startup);
        return this;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return settings.kafkaPort();
    }

    @Override
    public void close() {
        server.ifPresent(running -> {
            running.shutdown();
            running.awaitShutdown();
        });
        server = Optional.empty();
    }

    private void formatWhenNew() {
        if (Files.exists(settings.directory().resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(settings.directory());
            format();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (Exception broken) {
            throw new IllegalStateException(
                    "The broker's directory could not be formatted: " + settings.directory(),
                    broken);
        }
    }

    private void format() throws Exception {
        new Formatter()
                .setNodeId(settings.nodeId())
                .setClusterId(CLUSTER_ID)
                .setControllerListenerName(EmbeddedBrokerProperties.CONTROLLER_LISTENER)
                .setDirectories(List.of(settings.directory().toAbsolutePath().toString()))
                .setHasDynamicQuorum(false)
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private void await(FutureTask<Void> startup) {
        try {
            startup.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "The broker did not start in " + settings.directory(), failed.getCause());
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "The broker was not ready after "
                            + LONGEST_START.toSeconds()
                            + " s in "
                            + settings.directory(),
                    late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker started", stop);
        }
    }
}
