package io.activityledger.timeline;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.timeline.projection.RocksMemory.Figures;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// How much memory do all databases take, and does it suffice?
final class MemoryMeters {

    private static final double MICROS_PER_SECOND = 1e6;

    private final Metrics metrics;
    private final Supplier<Figures> figures;

    MemoryMeters(Metrics metrics, Supplier<Figures> figures, long bound) {
        this.metrics = metrics;
        this.figures = figures;
        metrics.gauge(
                "ledger.timeline.memory.used.bytes",
                "What the databases take of LEDGER_TIMELINE_MEMORY.",
                () -> figures.get().usedBytes());
        metrics.gauge("ledger.timeline.memory.max.bytes", "LEDGER_TIMELINE_MEMORY.", () -> bound);
        counted("cache.hits", "Blocks of the databases found in memory.", Figures::cacheHits);
        counted("cache.misses", "Blocks read from disk instead.", Figures::cacheMisses);
        counted("compacted.bytes", "Bytes that compaction wrote.", Figures::compactedBytes);
        metrics.counted(
                "ledger.timeline.write.stalls.seconds",
                "How long writes waited for the disk to follow.",
                () -> figures.get().stalledMicros() / MICROS_PER_SECOND);
    }

    private void counted(String name, String help, ToLongFunction<Figures> figure) {
        metrics.counted("ledger.timeline." + name, help, () -> figure.applyAsLong(figures.get()));
    }
}
