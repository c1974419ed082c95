package io.activityledger.testkit;

import io.activityledger.schemas.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A schema registry without a process: ids count from 1 in the order of first sight, the same
/// schema has one id under every subject. Safe for many threads.
public final class FakeSchemaRegistry implements SchemaRegistry {

    private final List<String> schemas = new ArrayList<>();
    private boolean down;

    @Override
    public synchronized int register(String subject, String schema) {
        checkUp();
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public synchronized Optional<String> schemaById(int id) {
        checkUp();
        return id >= 1 && id <= schemas.size()
                ? Optional.of(schemas.get(id - 1))
                : Optional.empty();
    }

    /// From now on it does not answer.
    public synchronized void goDown() {
        down = true;
    }

    public synchronized void comeBack() {
        down = false;
    }

    private void checkUp() {
        if (down) {
            throw new Unavailable("the fake registry was told to be down");
        }
    }
}
