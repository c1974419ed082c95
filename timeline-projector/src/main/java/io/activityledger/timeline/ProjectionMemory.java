package io.activityledger.timeline;

import io.activityledger.timeline.projection.RocksMemory;
import java.util.ArrayList;
import java.util.List;

/// The one budget of memory that all databases of this service share, whichever application has
/// them. Made when the first is started; freed when it is closed and no application uses it.
///
/// Any thread may ask.
final class ProjectionMemory implements AutoCloseable {

    private final RocksMemory.Limits limits;
    private final List<RocksMemory> made = new ArrayList<>();

    ProjectionMemory(RocksMemory.Limits limits) {
        this.limits = limits;
    }

    /// For one application, which closes it when it has closed.
    synchronized RocksMemory lend() {
        if (made.isEmpty()) {
            made.add(new RocksMemory(limits));
        }
        return made.getFirst().lent();
    }

    /// What all databases take of it and do with it; nothing while there are none.
    synchronized RocksMemory.Figures figures() {
        return made.stream().findFirst().map(RocksMemory::figures).orElse(RocksMemory.Figures.NONE);
    }

    @Override
    public synchronized void close() {
        made.forEach(RocksMemory::close);
        made.clear();
    }
}
