package io.activityledger.ingest.deduplication;

import static io.activityledger.ingest.deduplication.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.leadlex.LeadLexDialect;
import io.activityledger.ingest.deduplication.Writing.Attempt;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.testkit.Activities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class DeduplicationTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ConditionFactory QUICKLY =
            Awaitility.await().pollInterval(Duration.ofMillis(5));
    private static final int CLIENTS = 8;

    private final List<First> answers = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger writes = new AtomicInteger();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void aKeyThatWasUsedBeforeIsNotWrittenAgain() {
        // Given
        answers.add(standing(7, asked("a").fingerprint()));

        // When
        Outcome<String> outcome = deduplication(100).create(asked("a"), this::write);

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Replayed.class);
        assertThat(((Outcome.Replayed<String>) outcome).position()).isEqualTo(new Position(1, 7));
        assertThat(((Outcome.Replayed<String>) outcome).activity().createdBy()).isEqualTo("eve");
        assertThat(writes).hasValue(0);
    }

    @Test
    void aKeyThatSomethingElseUsedIsRefused() {
        // Given
        answers.add(standing(7, asked("another").fingerprint()));

        // When
        Outcome<String> outcome = deduplication(100).create(asked("a"), this::write);

        // Then
        assertThat(outcome).isEqualTo(new Outcome.KeyReused<>());
        assertThat(writes).hasValue(0);
    }

    @Test
    void whoeverWritesFirstIsTheOneThatCounts() {
        // Given
        answers.add(new First.None());
        answers.add(standing(41, asked("a").fingerprint()));

        // When
        Outcome<String> outcome = deduplication(100).create(asked("a"), this::write);

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Created.class);
    }

    @Test
    void whoLosesTheRaceIsToldWhatWon() {
        // Given
        answers.add(new First.None());
        answers.add(standing(40, asked("a").fingerprint()));
        answers.add(new First.None());
        answers.add(standing(40, asked("another").fingerprint()));

        // When
        var same = deduplication(100).create(asked("a"), this::write);
        var other = deduplication(100).create(asked("a"), this::write);

        // Then
        assertThat(same).isInstanceOf(Outcome.Replayed.class);
        assertThat(other).isInstanceOf(Outcome.KeyReused.class);
    }

    @Test
    void withoutAProjectorItIsWrittenAndNotVerified() {
        // Given
        answers.add(new First.Unknown("away"));
        answers.add(new First.Unknown("away"));

        // When
        Outcome<String> outcome = deduplication(100).create(asked("a"), this::write);

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Unverified.class);
        assertThat(writes).hasValue(1);
    }

    @Test
    void whatIsNotWrittenIsNotAskedAbout() {
        // Given
        answers.add(new First.None());

        // When
        var outcome =
                deduplication(100).create(asked("a"), _ -> new Attempt.NotAppended<>("no room"));

        // Then
        assertThat(outcome).isEqualTo(new Outcome.NotWritten<>("no room"));
        assertThat(answers).isEmpty();
    }

    @Test
    void manyAtOnceOnOneInstanceAreOneWrite() {
        // Given
        answers.add(new First.None());
        answers.add(standing(41, asked("a").fingerprint()));
        var deduplication = deduplication(100);
        var leader = new Client(() -> deduplication.create(asked("a"), this::writeWhenReleased));
        awaited(writing);

        // When
        var same = clients(() -> deduplication.create(asked("a"), this::write));
        var others = clients(() -> deduplication.create(asked("b"), this::write));
        release.countDown();

        // Then
        assertThat(leader.told()).isInstanceOf(Outcome.Created.class);
        assertThat(same).allSatisfy(it -> assertThat(it.told()).isEqualTo(replayed()));
        assertThat(others)
                .allSatisfy(it -> assertThat(it.told()).isEqualTo(new Outcome.KeyReused<>()));
        assertThat(writes).hasValue(1);
    }

    @Test
    void whoeverWaitedForOneThatCameToNothingGoesAlone() {
        // Given
        answers.add(new First.None());
        answers.add(new First.None());
        answers.add(standing(41, asked("b").fingerprint()));
        var deduplication = deduplication(100);
        var leader =
                new Client(() ->
                        deduplication.create(
                                asked("a"),
                                asked -> {
                                    writeWhenReleased(asked);
                                    return new Attempt.NotAppended<>("unknown");
                                }));
        awaited(writing);

        // When
        var other = waiting(() -> deduplication.create(asked("b"), this::write));
        release.countDown();

        // Then
        assertThat(leader.told()).isEqualTo(new Outcome.NotWritten<>("unknown"));
        assertThat(other.told()).isInstanceOf(Outcome.Created.class);
    }

    @Test
    void whereThereIsNoRoomNobodyWaits() {
        // Given
        answers.add(new First.None());
        answers.add(standing(41, asked("a").fingerprint()));
        answers.add(standing(41, asked("a").fingerprint()));
        var deduplication = deduplication(0);
        var leader = new Client(() -> deduplication.create(asked("a"), this::writeWhenReleased));
        awaited(writing);

        // When
        var second = deduplication.create(asked("a"), this::write);
        release.countDown();

        // Then
        assertThat(second).isInstanceOf(Outcome.Replayed.class);
        assertThat(leader.told()).isInstanceOf(Outcome.Created.class);
    }

    private Deduplication<String> deduplication(int keysUnderWay) {
        var limits = new DeduplicationLimits(LONG, LONG, keysUnderWay, LONG);
        return new Deduplication<>(new Scripted(), limits, new DeduplicationMeters(new Metrics()));
    }

    private Attempt<String> write(KeyedDraft asked) {
        writes.incrementAndGet();
        return new Attempt.Appended<>(activity(asked), new Position(1, 41));
    }

    private Attempt<String> writeWhenReleased(KeyedDraft asked) {
        writing.countDown();
        awaited(release);
        return write(asked);
    }

    private static Outcome<String> replayed() {
        return new Outcome.Replayed<>(activity(asked("a")), new Position(1, 41));
    }

    private static Activity activity(KeyedDraft asked) {
        return asked.draft()
                .activity(asked.id(), "acme", "ada", Activities.NOON)
                .keyed(asked.key().text(), asked.fingerprint());
    }

    private static KeyedDraft asked(String title) {
        return KeyedDraft.of(
                "acme",
                new IdempotencyKey("key"),
                draft(new LeadLexDialect(), "{'type':'note','title':'" + title + "'}"));
    }

    private static First standing(long offset, String fingerprint) {
        var stored = new StoredActivity(Activities.NOON, Activities.NOON, "eve", null);
        return new First.Standing(new Position(1, offset), fingerprint, stored);
    }

    /// Several that wait, all of them, for somebody else.
    private static List<Client> clients(Supplier<Outcome<String>> request) {
        return Stream.generate(() -> waiting(request)).limit(CLIENTS).toList();
    }

    private static Client waiting(Supplier<Outcome<String>> request) {
        var client = new Client(request);
        QUICKLY.until(() -> client.thread.getState() == Thread.State.TIMED_WAITING);
        return client;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Client {

        private final AtomicReference<Outcome<String>> outcome = new AtomicReference<>();
        private final Thread thread;

        Client(Supplier<Outcome<String>> request) {
            thread = Thread.startVirtualThread(() -> outcome.set(request.get()));
        }

        Outcome<String> told() {
            QUICKLY.until(() -> outcome.get() != null);
            return outcome.get();
        }
    }

    /// Answers in the order of the script.
    private final class Scripted implements FirstRecords {

        @Override
        public First asOfNow(String workspaceId, ActivityId id, Duration patience) {
            return answers.removeFirst();
        }

        @Override
        public First behind(Position own, String workspaceId, ActivityId id, Duration patience) {
            assertThat(own).isEqualTo(new Position(1, 41));
            return answers.removeFirst();
        }
    }
}
