package io.activityledger.timeline;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.LogPartition;
import io.activityledger.timeline.projection.Role;
import io.activityledger.timeline.projection.StoreFigures;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far is each partition that this instance holds, and how far behind the log?
///
/// Looked up at each scrape, with one question to the brokers for all partitions; while they do not
/// answer there is no lag to be told. What moves away takes its labels along.
final class PartitionMeters {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final StoreRegistry stores;
    private final KafkaLogEnds ends;
    private final InstantSource clock;
    private final MultiGauge applied;
    private final MultiGauge lag;
    private final MultiGauge toRestore;
    private final MultiGauge age;
    private final MultiGauge leases;
    private final MultiGauge disk;
    private final MultiGauge pending;

    PartitionMeters(Metrics metrics, StoreRegistry stores, KafkaLogEnds ends, InstantSource clock) {
        this.stores = stores;
        this.ends = ends;
        this.clock = clock;
        applied =
                metrics.gauges(
                        "ledger.timeline.applied.offset",
                        "The last offset applied; -1 before the first.");
        lag =
                metrics.gauges(
                        "ledger.timeline.lag",
                        "Records between what is applied and the end of the log.");
        toRestore =
                metrics.gauges(
                        "ledger.timeline.restore.remaining",
                        "Records still to be restored before the partition can serve.");
        age =
                metrics.gauges(
                        "ledger.timeline.newest.applied.age.seconds",
                        "How long ago the newest applied record was appended.");
        leases = metrics.gauges("ledger.timeline.leases", "Readers that hold a database open.");
        disk = metrics.gauges("ledger.timeline.disk.bytes", "Files of a database.");
        pending =
                metrics.gauges(
                        "ledger.timeline.compaction.pending.bytes",
                        "What compaction still has to write again.");
        metrics.beforeScrape(this::refresh);
    }

    /// One store as it stood when the scrape began.
    private record Held(
            LogPartition place,
            Role role,
            long applied,
            long restoreEnd,
            long newestMillis,
            StoreFigures figures) {

        Tags tags() {
            return Tags.of(
                    "topic",
                    place.topic(),
                    "partition",
                    Integer.toString(place.partition()),
                    "role",
                    role.name().toLowerCase(Locale.ROOT));
        }

        Row<Number> row(Number value) {
            return Row.of(tags(), value);
        }

        long until(long end) {
            return Math.max(0, end - applied - 1);
        }
    }

    private void refresh() {
        List<Held> held =
                Stream.of(
                                held(Topics.ACTIVITIES, stores.timelines()),
                                held(Topics.TIMELINE_LINKS, stores.links()),
                                held(Topics.REFERENCES, stores.references()))
                        .flatMap(each -> each)
                        .toList();
        Map<LogPartition, Long> known =
                ends.knownEndsOf(
                        held.stream().map(Held::place).collect(Collectors.toSet()), PATIENCE);
        register(applied, held.stream().map(each -> each.row(each.applied)));
        register(
                lag,
                held.stream()
                        .filter(each -> known.containsKey(each.place))
                        .map(each -> each.row(each.until(known.getOrDefault(each.place, 0L)))));
        register(
                toRestore,
                held.stream()
                        .filter(each -> each.role == Role.RESTORING && each.restoreEnd >= 0)
                        .map(each -> each.row(each.until(each.restoreEnd))));
        registerWhatStoresHold(held);
    }

    private void registerWhatStoresHold(List<Held> held) {
        long now = clock.millis();
        register(
                age,
                held.stream()
                        .filter(each -> each.newestMillis >= 0)
                        .map(each -> each.row(Math.max(0, now - each.newestMillis) / 1e3)));
        register(leases, held.stream().map(each -> each.row(each.figures.leases())));
        register(disk, held.stream().map(each -> each.row(each.figures.diskBytes())));
        register(
                pending,
                held.stream().map(each -> each.row(each.figures.compactionPendingBytes())));
    }

    private static void register(MultiGauge gauge, Stream<Row<Number>> rows) {
        gauge.register(rows.collect(Collectors.toList()), true);
    }

    private static Stream<Held> held(Topics.Topic topic, List<? extends StoreHandle<?>> handles) {
        Function<StoreHandle<?>, Held> look =
                each ->
                        new Held(
                                new LogPartition(topic.name(), each.partition()),
                                each.role(),
                                each.appliedOffset(),
                                each.restoreEndOffset(),
                                each.newestMillis(),
                                each.figures());
        return handles.stream().map(look);
    }
}
