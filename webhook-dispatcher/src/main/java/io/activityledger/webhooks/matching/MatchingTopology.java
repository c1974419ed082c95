package io.activityledger.webhooks.matching;

import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.endpoint.Endpoints;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// How do activities become deliveries?
///
/// ```
/// [activities] ─▶ match ─▶ [webhook-deliveries]
///                   ├ matched           first offsets, covered offset; with a changelog
///                   └ matching-commits  told of each commit; holds nothing
/// ```
public final class MatchingTopology {

    private static final String SOURCE = "activities-source";
    private static final String MATCH = "activities-match";

    private final MatchingProcessor.Parts parts;

    /// @param encoding makes the bytes of a delivery, as they stand on its topic
    public MatchingTopology(
            RecordJudge judge, Endpoints endpoints, Function<WebhookDelivery, byte[]> encoding) {
        this.parts = new MatchingProcessor.Parts(judge, endpoints, encoding);
    }

    public void addTo(Topology topology) {
        topology.addSource(
                        SOURCE,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.ACTIVITIES.name())
                .addProcessor(MATCH, () -> new MatchingProcessor(parts), SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(MatchedStore.NAME),
                                        Serdes.ByteArray(),
                                        Serdes.ByteArray())
                                .withCachingDisabled(),
                        MATCH)
                .addStateStore(new Commits(), MATCH)
                .addSink(
                        "deliveries",
                        Topics.WEBHOOK_DELIVERIES.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        MATCH);
    }

    /// Nothing to log and nothing to cache.
    private record Commits() implements StoreBuilder<GroupCommitStore> {

        @Override
        public StoreBuilder<GroupCommitStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<GroupCommitStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<GroupCommitStore> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<GroupCommitStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public GroupCommitStore build() {
            return new GroupCommitStore();
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public String name() {
            return GroupCommitStore.NAME;
        }
    }
}
