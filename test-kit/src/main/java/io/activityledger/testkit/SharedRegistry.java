package io.activityledger.testkit;

import io.activityledger.embedded.EmbeddedRegistry;
import io.activityledger.embedded.EmbeddedRegistrySettings;
import io.activityledger.embedded.Ports;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// The schema registry of all clusters that one JVM of tests starts, one after the other: an id
/// belongs to a schema's content, so none sees what another registered, and a start takes seconds.
/// Closed with the run of the tests.
record SharedRegistry(EmbeddedRegistry registry) implements AutoCloseable {

    static SharedRegistry of(ExtensionContext context, Path clusters) {
        return context.getRoot()
                .getStore(Namespace.create(SharedRegistry.class))
                .computeIfAbsent(
                        SharedRegistry.class, _ -> started(clusters), SharedRegistry.class);
    }

    private static SharedRegistry started(Path clusters) {
        String name = "registry-" + ProcessHandle.current().pid();
        return new SharedRegistry(
                new EmbeddedRegistry(
                                new EmbeddedRegistrySettings(
                                        home(),
                                        clusters.resolve(name),
                                        Ports.anyFree(),
                                        Ports.anyFree()))
                        .start());
    }

    private static Path home() {
        return Path.of(System.getProperty("ledger.registry.home", "ledger.registry.home is unset"));
    }

    URI uri() {
        return registry.uri();
    }

    @Override
    public void close() {
        registry.close();
    }
}
