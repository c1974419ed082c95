package io.activityledger.webhooks.delivery;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.WebhookAttempt.Outcome;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/// How do deliveries stand on this instance, and how do attempts end? No label names an endpoint or
/// a workspace: their number would have no bound.
///
/// Told by stream threads and deliverers, asked by any thread.
public final class DeliveryMeters {

    private static final String BREAKERS = "ledger.webhooks.breakers";
    private static final String BREAKERS_HELP =
            "Endpoints that are left alone (open) or being probed, of those with something waiting.";

    private final Map<Outcome, Timer> attempts = new EnumMap<>(Outcome.class);
    private final Map<Object, Standing> standings = new ConcurrentHashMap<>();

    /// Counts in `metrics`; `clock` tells how long something has been due.
    public DeliveryMeters(Metrics metrics, InstantSource clock) {
        for (Outcome outcome : Outcome.values()) {
            attempts.put(
                    outcome,
                    metrics.timer(
                            "ledger.webhooks.attempts",
                            "Attempts to deliver, by what came of them, and how long they took.",
                            "outcome",
                            outcome.word()));
        }
        metrics.gauge(
                "ledger.webhooks.backlog",
                "Deliveries that have not ended, scheduled and throttled ones included.",
                () -> sum(Standing::waiting));
        metrics.gauge(
                "ledger.webhooks.oldest.due.seconds",
                "For how long the longest overdue delivery has been due; 0 where none is.",
                () -> oldestDue(clock).toMillis() / 1_000.0);
        metrics.gauge(BREAKERS, BREAKERS_HELP, () -> sum(Standing::open), "state", "open");
        metrics.gauge(BREAKERS, BREAKERS_HELP, () -> sum(Standing::probing), "state", "probing");
    }

    /// Tells how many are out, too.
    public static void watch(InFlight inFlight, Metrics metrics) {
        metrics.gauge(
                "ledger.webhooks.in.flight",
                "Deliveries that this instance has handed out and not settled.",
                inFlight::count);
        metrics.gauge(
                "ledger.webhooks.in.flight.sick",
                "Of them, those at receivers that are slow or fail.",
                inFlight::sickCount);
    }

    void attempted(Outcome outcome, Duration took) {
        Timer timer = attempts.get(outcome);
        if (timer != null) {
            timer.record(took);
        }
    }

    /// How one partition stands now.
    void stands(Object partition, Standing standing) {
        standings.put(partition, standing);
    }

    /// It is not this instance's any more.
    void left(Object partition) {
        standings.remove(partition);
    }

    private long sum(ToLongFunction<Standing> figure) {
        return standings.values().stream().mapToLong(figure).sum();
    }

    private Duration oldestDue(InstantSource clock) {
        long now = clock.instant().toEpochMilli();
        long oldest =
                standings.values().stream().mapToLong(Standing::oldestDueMillis).min().orElse(now);
        return Duration.ofMillis(Math.max(0, now - oldest));
    }
}
