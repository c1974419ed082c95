package io.activityledger.timeline.links;

import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// How does an activity reach the timelines of its further subjects? By an application of its own,
/// whose id outlives every form of the projection: links are written once and re-read, never
/// re-sent.
///
/// ```
/// [activities] ─▶ source ─▶ link ─▶ [timeline-links]
///                            └ first-offsets      of keyed ids; with a changelog
/// ```
public final class LinksTopology {

    private static final String SOURCE = "activities-source";
    private static final String LINK = "activities-link";

    private final RecordJudge judge;

    public LinksTopology(RecordJudge judge) {
        this.judge = judge;
    }

    public Topology build() {
        return new Topology()
                .addSource(
                        SOURCE,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.ACTIVITIES.name())
                .addProcessor(LINK, () -> new LinksProcessor(judge), SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(FirstOffsetStore.NAME),
                                        Serdes.ByteArray(),
                                        Serdes.ByteArray())
                                .withCachingDisabled(),
                        LINK)
                .addSink(
                        "links",
                        Topics.TIMELINE_LINKS.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        LINK);
    }
}
