package io.activityledger.timeline;

import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.timeline.query.Pause;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A registry that is away makes records wait, never fail: asks again until it answers or the
/// service closes.
///
/// Asked by the threads that fold records; closed by any.
final class PatientSchemaRegistry implements SchemaRegistry, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PatientSchemaRegistry.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final SchemaRegistry registry;
    private final Readiness.Gate gate;
    private final Pause pause;
    private volatile boolean closed;

    PatientSchemaRegistry(SchemaRegistry registry, Readiness.Gate gate, Pause pause) {
        this.registry = registry;
        this.gate = gate;
        this.pause = pause;
        gate.open();
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
                gate.open();
                return schema;
            } catch (Unavailable away) {
                if (closed) {
                    throw away;
                }
                gate.shut(String.valueOf(away.getMessage()));
                if (!told) {
                    LOG.warn("Records wait for a schema id={} reason={}", id, away.getMessage());
                }
                told = true;
                letTimePass(away);
            }
        }
    }

    private void letTimePass(Unavailable away) {
        try {
            pause.pause(BETWEEN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw away;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
