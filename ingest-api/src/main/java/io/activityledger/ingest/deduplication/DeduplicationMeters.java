package io.activityledger.ingest.deduplication;

import io.activityledger.kit.metrics.Metrics;
import io.micrometer.core.instrument.Counter;

/// What becomes of requests with an idempotency key?
public final class DeduplicationMeters {

    private final Counter created;
    private final Counter replayed;
    private final Counter reused;
    private final Counter unverified;
    private final Counter notWritten;

    public DeduplicationMeters(Metrics metrics) {
        created = counter(metrics, "created");
        replayed = counter(metrics, "replayed");
        reused = counter(metrics, "key_reused");
        unverified = counter(metrics, "unverified");
        notWritten = counter(metrics, "not_written");
    }

    void settled(Outcome<?> outcome) {
        Counter counter =
                switch (outcome) {
                    case Outcome.Created<?> _ -> created;
                    case Outcome.Replayed<?> _ -> replayed;
                    case Outcome.KeyReused<?> _ -> reused;
                    case Outcome.Unverified<?> _ -> unverified;
                    case Outcome.NotWritten<?> _ -> notWritten;
                };
        counter.increment();
    }

    private static Counter counter(Metrics metrics, String outcome) {
        return metrics.counter(
                "ledger.ingest.keyed",
                "Requests with an idempotency key, by what became of them.",
                "outcome",
                outcome);
    }
}
