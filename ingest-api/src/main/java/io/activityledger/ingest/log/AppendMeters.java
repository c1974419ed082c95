package io.activityledger.ingest.log;

import io.activityledger.kit.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// How many writes does Kafka take, how fast, and what hinders the others?
public final class AppendMeters {

    private final Metrics metrics;
    private final Counter replaced;
    private final Timer appended;
    private final Timer unavailable;
    private final Timer tooLarge;
    private final Map<Hindrance, Counter> refused;

    public AppendMeters(Metrics metrics) {
        this.metrics = metrics;
        replaced =
                metrics.counter(
                        "ledger.ingest.producer.replaced",
                        "Producers that failed for good and were replaced.");
        appended = timer("appended");
        unavailable = timer("unavailable");
        tooLarge = timer("too_large");
        refused =
                Arrays.stream(Hindrance.values())
                        .collect(Collectors.toUnmodifiableMap(Function.identity(), this::counter));
    }

    void inFlight(Supplier<Number> writes) {
        metrics.gauge(
                "ledger.ingest.appends.in.flight",
                "Writes sent to Kafka and not yet settled.",
                writes);
    }

    /// How the producer fares, by the names that Kafka gives its figures.
    void producer(Function<String, Number> figure) {
        gauge("connections", "connection-count", "Connections to brokers.", figure);
        gauge("errors", "record-error-total", "Records that it gave up.", figure);
        gauge("retries", "record-retry-total", "Records that it sent again.", figure);
        gauge("buffer.free.bytes", "buffer-available-bytes", "What its buffer has left.", figure);
        gauge("latency.millis", "request-latency-avg", "How long brokers took, of late.", figure);
    }

    private void gauge(String name, String kafkas, String help, Function<String, Number> figure) {
        metrics.gauge("ledger.ingest.producer." + name, help, () -> figure.apply(kafkas));
    }

    void replaced() {
        replaced.increment();
    }

    void settled(Append outcome, long beganNanos) {
        Timer timer =
                switch (outcome) {
                    case Append.Appended _ -> appended;
                    case Append.Unavailable _ -> unavailable;
                    case Append.TooLarge _ -> tooLarge;
                };
        timer.record(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS);
    }

    void refused(Hindrance hindrance) {
        Counter counter = refused.get(hindrance);
        if (counter != null) {
            counter.increment();
        }
    }

    private Timer timer(String outcome) {
        return metrics.timer(
                "ledger.ingest.appends",
                "From handing a write to Kafka until its outcome is known.",
                "outcome",
                outcome);
    }

    private Counter counter(Hindrance hindrance) {
        return metrics.counter(
                "ledger.ingest.refused",
                "Writes that were not acknowledged in time, or not even sent.",
                "reason",
                hindrance.name().toLowerCase(Locale.ROOT));
    }
}
