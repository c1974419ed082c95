package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static io.activityledger.timeline.projection.FakeLedger.about;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.LinkOrigin;
import io.activityledger.schemas.PoisonKind;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTopologyTest {

    private static final TimelineList ADA = TimelineList.of(WORKSPACE, Subject.contact("ada"));

    @TempDir Path directory;
    private final FakeLedger ledger = new FakeLedger();
    private final StoreRegistry registry = new StoreRegistry();
    private RocksMemory memory;
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        memory = new RocksMemory(new RocksMemory.Limits(64L << 20, 32L << 20, 8L << 20));
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "topology-test");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(topology().build(), settings);
    }

    @AfterEach
    void stop() {
        driver.close();
        memory.close();
    }

    private TimelineTopology topology() {
        return new TimelineTopology(
                ledger.fold(), memory, registry, new KafkaRestoreListener(), StoreLimits.DEFAULT);
    }

    @Test
    void allTopicsArePartOfOneSubtopologyThatSendsToNoneOfThem() {
        // When
        var described = topology().build().describe();

        // Then
        assertThat(described.subtopologies()).hasSize(1);
        assertThat(described.globalStores()).isEmpty();
        assertThat(described.toString())
                .contains("[activities]", "[timeline-links]", "[references]")
                .containsOnlyOnce("Sink:")
                .contains("Sink: activities-dead-letters");
    }

    @Test
    void anActivityThatIsPipedInStandsOnItsContactsTimeline() {
        // Given
        Activity call = about("ada", "call", 2_000, 1);
        Activity note = about("ada", "note", 1_000, 2);

        // When
        pipe(call);
        pipe(note);
        pipe(about("bob", "note", 1_500, 3));

        // Then
        try (var lease = registry.timelines(0).orElseThrow().lease().orElseThrow()) {
            assertThat(lease.slice(ADA, Span.all(), 0, 10).rows().stream().map(Row::json))
                    .containsExactly(FakeLedger.json(call), FakeLedger.json(note));
            var notes = TimelineList.ofType(WORKSPACE, Subject.contact("ada"), "note");
            assertThat(lease.slice(notes, Span.all(), 0, 10).rows().stream().map(Row::json))
                    .containsExactly(FakeLedger.json(note));
        }
        assertThat(registry.timelines(0).orElseThrow().role()).isEqualTo(Role.ACTIVE);
        assertThat(registry.references(0).orElseThrow().role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void poisonGoesToTheDeadLettersAsItCameWithItsPlaceAndTheReason() {
        // Given
        pipe(about("ada", "call", 2_000, 1));
        byte[] garbage = {1, 2, 3};

        // When
        activities().pipeInput("strange".getBytes(UTF_8), garbage);
        activities().pipeInput(null, garbage);
        pipe(about("ada", "call", 2_000, 2));

        // Then
        List<TestRecord<byte[], byte[]>> letters = deadLetters().readRecordsToList();
        assertThat(letters.stream().map(each -> new String(each.key(), UTF_8)))
                .containsExactly("activities-0-1", "activities-0-2");
        assertThat(letters).allSatisfy(each -> assertThat(each.value()).isEqualTo(garbage));
        var headers = letters.getFirst().headers();
        assertThat(headers.lastHeader("original-key").value()).isEqualTo("strange".getBytes(UTF_8));
        assertThat(letters.getLast().headers().lastHeader("reason").value())
                .isEqualTo("the record has no key".getBytes(UTF_8));
        assertThat(registry.timelines(0).orElseThrow().appliedOffset()).isEqualTo(3);
        assertThat(registry.poisoned(Topics.ACTIVITIES, PoisonKind.UNREADABLE)).isOne();
        assertThat(registry.poisoned(Topics.ACTIVITIES, PoisonKind.INCOMPLETE)).isOne();
        assertThat(registry.poisoned(Topics.TIMELINE_LINKS, PoisonKind.INCOMPLETE)).isZero();
    }

    @Test
    void aLinkThatIsPipedInStandsOnItsSubjectsTimelineAndSaysHowFarItsOriginIsLinked()
            throws Exception {
        // Given
        Activity call = about("ada", "big", "call", 2_000, 1);
        Activity note = about("bob", "big", "note", 1_000, 2);
        pipe(call);
        pipe(note);

        // When
        pipeLink(call, Subject.deal("big"), 0);
        pipeLink(note, Subject.deal("big"), 1);
        pipeLink(call, Subject.deal("big"), 0);

        // Then
        try (var lease = registry.timelines(0).orElseThrow().lease().orElseThrow()) {
            var deal = TimelineList.of(WORKSPACE, Subject.deal("big"));
            assertThat(lease.slice(deal, Span.all(), 0, 10).rows().stream().map(Row::json))
                    .containsExactly(FakeLedger.json(call), FakeLedger.json(note));
            assertThat(lease.slice(deal, Span.all(), 0, 10).total()).isEqualTo(2);
            assertThat(lease.slice(ADA, Span.all(), 0, 10).total()).isEqualTo(1);
        }
        assertThat(registry.links(0).orElseThrow().role()).isEqualTo(Role.ACTIVE);
        var origins = registry.holding(0).origins(0).orElseThrow();
        assertThat(origins.awaitLinked(0, 1, System.nanoTime())).isEqualTo(Waited.APPLIED);
        assertThat(origins.awaitLinked(0, 2, System.nanoTime())).isEqualTo(Waited.TIME_OVER);
    }

    @Test
    void aLinkWithoutAnOriginOrUnderAKeyOfNobodyIsPoison() {
        // Given
        Activity call = about("ada", "big", "call", 2_000, 1);
        byte[] deal = RecordKey.ofSubject(WORKSPACE, Subject.deal("big")).bytes();
        var headers = new RecordHeaders();
        headers.add(LinkOrigin.HEADER, new LinkOrigin(0, 0).bytes());

        // When
        input(Topics.TIMELINE_LINKS).pipeInput(deal, ledger.value(call));
        input(Topics.TIMELINE_LINKS)
                .pipeInput(new TestRecord<>(call.recordKey().bytes(), ledger.value(call), headers));
        input(Topics.TIMELINE_LINKS).pipeInput(deal, new byte[] {1});

        // Then
        assertThat(
                        deadLetters().readRecordsToList().stream()
                                .map(each -> new String(each.key(), UTF_8)))
                .containsExactly("timeline-links-0-0", "timeline-links-0-1", "timeline-links-0-2");
        assertThat(registry.links(0).orElseThrow().appliedOffset()).isEqualTo(2);
        assertThat(registry.poisoned(Topics.TIMELINE_LINKS, PoisonKind.INCOMPLETE)).isEqualTo(2);
        assertThat(registry.poisoned(Topics.TIMELINE_LINKS, PoisonKind.MISPLACED)).isOne();
    }

    @Test
    void aReferenceIsKnownUntilItIsDeleted() {
        // Given
        byte[] ada = RecordKey.ofSubject(WORKSPACE, Subject.contact("ada")).bytes();
        byte[] bob = RecordKey.ofSubject(WORKSPACE, Subject.contact("bob")).bytes();

        // When
        references().pipeInput(ada, new byte[] {1});
        references().pipeInput(bob, new byte[] {2});
        references().pipeInput(ada, new byte[] {3});
        references().pipeInput(bob, (byte[]) null);

        // Then
        try (var lease = registry.references(0).orElseThrow().lease().orElseThrow()) {
            assertThat(lease.value(ada)).contains(new byte[] {3});
            assertThat(lease.exists(bob)).isFalse();
        }
        assertThat(registry.references(0).orElseThrow().appliedOffset()).isEqualTo(3);
    }

    @Test
    void aClosedTopologyLeavesNothingToRead() {
        // Given
        pipe(about("ada", "call", 2_000, 1));
        var handle = registry.timelines(0).orElseThrow();

        // When
        stop();

        // Then
        assertThat(registry.timelines(0)).isEmpty();
        assertThat(handle.lease()).isEmpty();
        assertThat(handle.role()).isNotEqualTo(Role.ACTIVE);
        start();
        assertThat(registry.timelines(0).orElseThrow().role()).isEqualTo(Role.ACTIVE);
    }

    private void pipe(Activity activity) {
        activities().pipeInput(activity.recordKey().bytes(), ledger.value(activity));
    }

    private void pipeLink(Activity activity, Subject further, long origin) {
        var link = ledger.link(0, activity, further, origin);
        input(Topics.TIMELINE_LINKS)
                .pipeInput(new TestRecord<>(link.key(), link.value(), link.headers()));
    }

    private TestInputTopic<byte[], byte[]> activities() {
        return input(Topics.ACTIVITIES);
    }

    private TestInputTopic<byte[], byte[]> references() {
        return input(Topics.REFERENCES);
    }

    private TestInputTopic<byte[], byte[]> input(Topics.Topic topic) {
        return driver.createInputTopic(
                topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> deadLetters() {
        return driver.createOutputTopic(
                Topics.ACTIVITIES_DEAD_LETTERS.name(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
