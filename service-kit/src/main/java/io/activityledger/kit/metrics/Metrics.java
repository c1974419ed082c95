package io.activityledger.kit.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What does this process count and time? One per process: the wiring makes it and hands it to the
/// servers and services, whose meters hold what they record in, so that recording looks nothing up.
///
/// ```
/// wiring ─▶ meters of a feature ─▶ timer, counter, gauge   named with dots: ledger.things.made
/// GET /metrics ─▶ refresh what comes and goes ─▶ text      ledger_things_made_total 3.0
/// ```
///
/// Labels are given when a meter is made, and never from what a caller sent: their number is
/// bounded by the code. Safe for any thread.
public final class Metrics {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final Duration[] BUCKETS =
            Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Runnable> beforeScrape = new CopyOnWriteArrayList<>();

    /// The registry holds what it asks by weak references only.
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    /// Without anything on the process itself: a test's.
    public Metrics() {}

    /// With memory, collections, threads, processor and files of this process.
    public static Metrics ofThisProcess() {
        var metrics = new Metrics();
        Stream.of(
                        new JvmMemoryMetrics(),
                        new JvmGcMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(each -> each.bindTo(metrics.registry));
        return metrics;
    }

    /// A timer with buckets from 1 ms to 10 s; the same names give the same timer.
    ///
    /// @param labels names and values by turns
    public Timer timer(String name, String help, String... labels) {
        return Timer.builder(name)
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    public Counter counter(String name, String help, String... labels) {
        return Counter.builder(name).description(help).tags(labels).register(registry);
    }

    /// A value that is asked for at each scrape; it must answer at once.
    public void gauge(String name, String help, Supplier<Number> asked, String... labels) {
        Gauge.builder(name, asked)
                .description(help)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /// A number that only grows and that somebody else counts; it must answer at once.
    public void counted(String name, String help, Supplier<Number> asked, String... labels) {
        FunctionCounter.builder(name, asked, each -> each.get().doubleValue())
                .description(help)
                .tags(labels)
                .register(registry);
        kept.add(asked);
    }

    /// Values whose labels come and go, such as the partitions this process holds: told anew
    /// [#beforeScrape].
    public MultiGauge gauges(String name, String help) {
        return MultiGauge.builder(name).description(help).register(registry);
    }

    /// Adds what is done at the beginning of each scrape, on its thread and in bounded time.
    public void beforeScrape(Runnable refresh) {
        beforeScrape.add(refresh);
    }

    /// All of it, as [#CONTENT_TYPE] says.
    public byte[] scrape() {
        beforeScrape.forEach(Metrics::tryToRefresh);
        return registry.scrape().getBytes(StandardCharsets.UTF_8);
    }

    private static void tryToRefresh(Runnable refresh) {
        try {
            refresh.run();
        } catch (RuntimeException failure) {
            LOG.warn("Metrics could not be refreshed", failure);
        }
    }
}
