package io.activityledger.webhooks.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/// One partition, with a store that outlives the processor, and offsets that may be read again.
class MatchingProcessorTest {

    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final EventCodec.AvroWriter<Activity> activities = new EventCodec(schemas).writer();
    private final WebhookDeliveryCodec deliveries = new WebhookDeliveryCodec(schemas);
    private final KnownEndpoints endpoints =
            new KnownEndpoints().with(KnownEndpoints.endpoint("one", 0));
    private final KeyValueStore<byte[], byte[]> rows = rows();
    private GroupCommitStore commits;
    private MockProcessorContext<byte[], byte[]> context;
    private MatchingProcessor processor;

    @Test
    void endpointsAreReadToTheEndBeforeTheFirstRecordIsMatched() {
        // When
        begin();

        // Then
        assertThat(endpoints.catchUps).isEqualTo(1);
    }

    @Test
    void whatAGroupCommitCoveredIsNotMatchedAgain() {
        // Given
        List<Activity> all = List.of(some("a"), some("b"), some("c"));
        begin();
        process(all.get(0), 0);
        process(all.get(1), 1);
        commits.commit(Map.of());
        process(all.get(2), 2);

        // When
        begin();
        for (int at = 0; at < all.size(); at++) {
            process(all.get(at), at);
        }

        // Then
        assertThat(forwarded()).containsExactly(all.get(2).id().prefixed());
    }

    @Test
    void withoutACommitTheRecordAtHandIsMatchedAgainUnderTheSameId() {
        // Given
        Activity activity = some("a");
        begin();
        process(activity, 0);
        String first = decoded().getFirst().webhookId();

        // When
        begin();
        process(activity, 0);

        // Then
        assertThat(decoded()).extracting(WebhookDelivery::webhookId).containsExactly(first);
    }

    @Test
    void ofAnIdThatStandsTwiceOnlyTheFirstIsTold() {
        // Given
        Activity keyed = Activities.some().about("c1").keyed("k").build();
        begin();

        // When
        process(keyed, 4);
        process(keyed, 9);
        begin();
        process(keyed, 4);
        process(keyed, 9);

        // Then
        assertThat(forwarded()).hasSize(1);
        assertThat(decoded().getFirst().originOffset()).isEqualTo(4);
    }

    @Test
    void theFirstCountsEvenWhereNobodyWantedItThen() {
        // Given
        Activity keyed = Activities.some().in("other").about("c1").keyed("k").build();
        begin();
        process(keyed, 4);

        // When
        var late = KnownEndpoints.endpoint("late", 5);
        endpoints.with(
                new io.activityledger.webhooks.endpoint.Endpoint(
                        "other",
                        late.id(),
                        late.url(),
                        late.events(),
                        null,
                        true,
                        late.secrets(),
                        late.from(),
                        late.createdAt(),
                        null));
        process(keyed, 9);

        // Then
        assertThat(forwarded()).isEmpty();
    }

    @Test
    void poisonIsPassedOver() {
        // Given
        begin();
        context.setRecordMetadata(Topics.ACTIVITIES.name(), 0, 0);

        // When
        processor.process(new Record<>(new byte[] {1}, new byte[] {1, 2, 3}, 0));
        process(some("a"), 1);

        // Then
        assertThat(forwarded()).hasSize(1);
    }

    private static Activity some(String contact) {
        return Activities.some().about(contact).build();
    }

    private void begin() {
        context = new MockProcessorContext<>();
        context.addStateStore(rows);
        commits = new GroupCommitStore();
        context.addStateStore(commits);
        processor =
                new MatchingProcessor(
                        new MatchingProcessor.Parts(
                                new RecordJudge(new EventCodec(schemas), 1),
                                endpoints,
                                deliveries.writer()::encode));
        processor.init(context);
    }

    private void process(Activity activity, long offset) {
        context.setRecordMetadata(Topics.ACTIVITIES.name(), 0, offset);
        processor.process(
                new Record<>(activity.recordKey().bytes(), activities.encode(activity), 0));
    }

    private List<String> forwarded() {
        return decoded().stream().map(WebhookDelivery::activityId).toList();
    }

    private List<WebhookDelivery> decoded() {
        return context.forwarded().stream()
                .map(it -> deliveries.decode(it.record().value()))
                .map(it -> ((Decoded.Value<WebhookDelivery>) it).value())
                .toList();
    }

    private static KeyValueStore<byte[], byte[]> rows() {
        var context = new MockProcessorContext<byte[], byte[]>();
        KeyValueStore<byte[], byte[]> store =
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(MatchedStore.NAME),
                                Serdes.ByteArray(),
                                Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
