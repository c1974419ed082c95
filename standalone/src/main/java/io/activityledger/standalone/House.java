package io.activityledger.standalone;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.EmbeddedRegistry;
import io.activityledger.embedded.EmbeddedRegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wiring of `dev`: everything one machine needs, started in the order data flow, closed in
/// reverse.
///
/// ```
/// places ─┬─▶ broker ───┬─▶ services ─▶ http
///         └─▶ registry ─┘
/// ```
///
/// Started and closed by one thread.
final class House implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final HousePlaces places;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    House(HousePlaces places) {
        this.places = places;
        running.push(places.directory());
        broker = new EmbeddedBroker(brokerSettings(places));
        registry = new EmbeddedRegistry(registrySettings(places));
    }

    void start(Progress progress) {
        progress.stage("data directory " + places.directory().root());
        startBrokerAndRegistry(progress);
        startServices(progress);
    }

    void announce(Progress progress) {
        progress.line("Activity Ledger is ready at http://localhost:" + places.httpPort());
        progress.line("  key       wbk_dev");
        progress.line("  broker    " + broker.bootstrapServers());
        progress.line("  registry  " + registry.uri());
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            closeOne(running.pop());
        }
    }

    private static EmbeddedBrokerSettings brokerSettings(HousePlaces places) {
        return new EmbeddedBrokerSettings(
                places.directory().broker(), places.kafkaPort(), places.controllerPort());
    }

    private static EmbeddedRegistrySettings registrySettings(HousePlaces places) {
        return new EmbeddedRegistrySettings(
                Path.of(System.getProperty("ledger.registry.home", "registry")),
                places.directory().registry(),
                places.registryPort(),
                places.registryManagementPort());
    }

    /// Side by side: together they are most of a start.
    private void startBrokerAndRegistry(Progress progress) {
        running.push(registry);
        var registryStart =
                new FutureTask<Void>(
                        () -> {
                            registry.start();
                            progress.stage("schema registry at " + registry.uri());
                        },
                        null);
        Thread.ofPlatform().name("registry-start").daemon().start(registryStart);
        running.push(broker);
        broker.start();
        progress.stage("broker at " + broker.bootstrapServers());
        await(registryStart);
    }

    private void startServices(Progress progress) {
        var variables = places.serviceVariables(broker.bootstrapServers(), registry.uri());
        var services = new HouseServices(variables, places.keysFile());
        running.push(services);
        services.start();
        awaitReady(services);
        progress.stage("services at http://127.0.0.1:" + places.httpPort());
    }

    private static void awaitReady(HouseServices services) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        for (var missing = services.missing(); missing.isPresent(); missing = services.missing()) {
            if (System.nanoTime() > deadline) {
                throw new CannotStart("The services did not get ready: " + missing.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static void await(FutureTask<Void> start) {
        try {
            start.get();
        } catch (ExecutionException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            throw new CannotStart(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while the schema registry started.", stop);
        }
    }

    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            LOG.warn("Part failed to close part={}", part.getClass().getSimpleName(), failure);
        }
    }
}
