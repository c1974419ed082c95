package io.activityledger.schemas;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A registry that is away makes records wait, never fail: asks again until it answers or the
/// service closes.
///
/// Asked by the threads that read records; closed by any.
public final class PatientSchemaRegistry implements SchemaRegistry, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PatientSchemaRegistry.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final SchemaRegistry registry;
    private final Runnable there;
    private final Consumer<String> away;
    private final Pause pause;
    private volatile boolean closed;

    /// @param there told whenever the registry answers
    /// @param away told why records wait, before each pause
    public PatientSchemaRegistry(
            SchemaRegistry registry, Runnable there, Consumer<String> away, Pause pause) {
        this.registry = registry;
        this.there = there;
        this.away = away;
        this.pause = pause;
    }

    @Override
    public int register(String subject, String schema) {
        return registry.register(subject, schema);
    }

    @Override
    public Optional<String> schemaById(int id) {
        boolean told = false;
        while (true) {
            try {
                Optional<String> schema = registry.schemaById(id);
                there.run();
                return schema;
            } catch (Unavailable missing) {
                if (closed) {
                    throw missing;
                }
                String reason = String.valueOf(missing.getMessage());
                away.accept(reason);
                if (!told) {
                    LOG.warn("Records wait for a schema id={} reason={}", id, reason);
                }
                told = true;
                letTimePass(missing);
            }
        }
    }

    private void letTimePass(Unavailable missing) {
        try {
            pause.pause(BETWEEN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw missing;
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /// Lets time pass before the registry is asked again.
    @FunctionalInterface
    public interface Pause {
        void pause(Duration length) throws InterruptedException;
    }
}
