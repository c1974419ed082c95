package io.activityledger.timeline.projection;

import io.activityledger.schemas.Topics;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/// How do records reach the stores? One sub-topology, so that partition p of all topics is on one
/// instance:
///
/// ```
/// [activities] ─────▶ source ─┬▶ (nothing)                reads the topic as the store's changelog
///                             └▶ fold ─▶ timelines ─┐
///                                  │┆               ├─▶ one database
/// [timeline-links] ─▶ source ─┬▶ (nothing)          │
///                             └▶ keep ─▶ links ─────┘
///                                  │┆  ┆ (connected, so that they stay together)
/// [references] ─────▶ source ─▶ keep ─▶ references
///                                  │
///                                  └─▶ [activities-dead-letters]      no store here reads that
/// ```
///
/// `timeline-links` is written by another application: a sink to it here would make Kafka Streams
/// take what was sent for what was applied.
public final class TimelineTopology {

    static final String TIMELINES = "timelines";
    static final String LINKS = "links";
    static final String REFERENCES = "references";
    private static final int TIMELINE_FORMAT = 4;
    private static final int REFERENCE_FORMAT = 2;

    private final TimelineFold fold;
    private final Databases databases;
    private final StoreRegistry registry;
    private final KafkaRestoreListener listener;
    private final StoreLimits limits;

    public TimelineTopology(
            TimelineFold fold,
            RocksMemory memory,
            StoreRegistry registry,
            KafkaRestoreListener listener,
            StoreLimits limits) {
        this.fold = fold;
        this.databases = new Databases(memory, limits.cachedLists());
        this.registry = registry;
        this.listener = listener;
        this.limits = limits;
    }

    /// The form of the rows: those of another form cannot be read.
    public static int format() {
        return TIMELINE_FORMAT;
    }

    public Topology build() {
        var bytes = new ByteArrayDeserializer();
        String activities = Topics.ACTIVITIES.name();
        String references = Topics.REFERENCES.name();
        return new Topology()
                .addReadOnlyStateStore(
                        new Builder<>(TIMELINES, this::timelines),
                        "activities-source",
                        bytes,
                        bytes,
                        activities,
                        "activities-changelog",
                        Nothing::new)
                .addReadOnlyStateStore(
                        new Builder<>(LINKS, this::links),
                        "links-source",
                        bytes,
                        bytes,
                        Topics.TIMELINE_LINKS.name(),
                        "links-changelog",
                        Nothing::new)
                .addReadOnlyStateStore(
                        new Builder<>(REFERENCES, this::references),
                        "references-source",
                        bytes,
                        bytes,
                        references,
                        "references-keep",
                        () -> new ReferenceProcessor(REFERENCES))
                .addProcessor(
                        "activities-fold",
                        () ->
                                new TimelineProcessor(
                                        TIMELINES, LINKS, REFERENCES, registry.poison()),
                        "activities-source")
                .addProcessor(
                        "links-keep",
                        () -> new LinkProcessor(LINKS, registry.poison()),
                        "links-source")
                .connectProcessorAndStateStores("activities-fold", TIMELINES, LINKS, REFERENCES)
                .connectProcessorAndStateStores("links-keep", LINKS)
                .addSink(
                        "activities-dead-letters",
                        Topics.ACTIVITIES_DEAD_LETTERS.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        "activities-fold",
                        "links-keep");
    }

    TimelineStore timelines() {
        return new TimelineStore(timelines(TIMELINES, Topics.ACTIVITIES), registry, fold);
    }

    LinkStore links() {
        return new LinkStore(timelines(LINKS, Topics.TIMELINE_LINKS), registry, fold);
    }

    private StoreSetup timelines(String name, Topics.Topic topic) {
        return new StoreSetup(
                name, TIMELINES, topic.name(), TIMELINE_FORMAT, databases, listener, limits);
    }

    ReferenceStore references() {
        var setup =
                new StoreSetup(
                        REFERENCES,
                        REFERENCES,
                        Topics.REFERENCES.name(),
                        REFERENCE_FORMAT,
                        databases,
                        listener,
                        limits);
        return new ReferenceStore(setup, registry);
    }

    /// Kafka Streams wants one on the source of a store; ours forwards, which that one may not.
    private static final class Nothing implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    /// Builds one store per partition; its topic is its changelog, so there is nothing to log or to
    /// cache.
    private record Builder<S extends StateStore>(String name, Supplier<S> stores)
            implements StoreBuilder<S> {

        @Override
        public StoreBuilder<S> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<S> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<S> withLoggingDisabled() {
            return this;
        }

        @Override
        public S build() {
            return stores.get();
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
