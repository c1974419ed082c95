package io.activityledger.ingest.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.spoken.Dialects;
import io.activityledger.ingest.deduplication.LoggedFirsts;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.reference.KnownAddresses.Owners;
import io.activityledger.ingest.reference.KnownReferences.Found;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedDoorsTest {

    private static final String CALL =
            "{\"type\":\"call\",\"contact_id\":\"c1\",\"metadata\":{\"b\":1.10,\"a\":2}}";
    private static final String CALL_AGAIN =
            "{\"metadata\": {\"a\":2, \"b\":1.10}, \"contact_id\":\"c1\", \"type\":\"call\", \"x\":1}";

    @TempDir Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final List<Activity> log = new ArrayList<>();
    private final LoggedFirsts firsts = new LoggedFirsts(log);
    private final Set<Subject> known = new HashSet<>(Set.of(Subject.contact("c1")));
    private final Map<IngestDoor, String> paths = new HashMap<>();

    @AfterEach
    void close() {
        paths.keySet().forEach(IngestDoor::close);
    }

    @Test
    void whatIsSentAgainIsAnsweredAsItWasTheFirstTime() {
        // Given
        var door = open(Routes.CREATE_ACTIVITY);
        var first = post(door, "\"order-1\"", CALL);
        clock.advance(Duration.ofDays(400));

        // When
        var again = post(door, "order-1", CALL_AGAIN);

        // Then
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(first.header("Ledger-Idempotency")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.header(Position.HEADER)).isEqualTo(first.header(Position.HEADER));
        assertThat(again.header("Ledger-Ignored-Fields")).contains("x");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(log).hasSize(1);
        assertThat(log.getFirst().idempotencyKey()).isEqualTo("order-1");
        assertThat(log.getFirst().requestFingerprint()).hasSize(22);
        assertThat(log.getFirst().id().uuid().version()).isEqualTo(8);
    }

    @Test
    void whatIsSentAgainIsAnsweredThoughItsContactIsGone() {
        // Given
        var door = open(Routes.CREATE_ACTIVITY);
        post(door, "order-1", CALL);
        known.clear();

        // When
        var again = post(door, "order-1", CALL);
        var another = post(door, "order-2", CALL);

        // Then
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(another.status()).isEqualTo(404);
    }

    @Test
    void aKeyThatSomethingElseUsedIsRefusedInEachDialectsWay() {
        // Given
        var leadLex = open(Routes.CREATE_ACTIVITY);
        var nodestash = open(Routes.CREATE_NODESTASH_ACTIVITY);
        post(leadLex, "order-1", CALL);

        // When
        var ours = post(leadLex, "order-1", CALL.replace("1.10", "1.1"));
        var theirs = post(nodestash, "order-1", "{\"type\":\"meeting\",\"contact_id\":\"c1\"}");

        // Then
        assertThat(ours.status()).isEqualTo(422);
        assertThat(ours.json().at("/error/code").asText()).isEqualTo("idempotency_key_reused");
        assertThat(theirs.status()).isEqualTo(422);
        assertThat(theirs.json().at("/error/code").asText()).isEqualTo("UNPROCESSABLE_ENTITY");
        assertThat(log).hasSize(1);
    }

    @Test
    void theSameActivityInAnotherDialectIsTheSameActivity() {
        // Given
        var nodestash = open(Routes.CREATE_NODESTASH_ACTIVITY);
        var first =
                post(
                        nodestash,
                        "order-1",
                        "{\"type\":\"call\",\"subject\":\"s\",\"contact_id\":\"c1\"}");
        clock.advance(Duration.ofHours(1));

        // When
        var again =
                post(
                        open(Routes.CREATE_ACTIVITY),
                        "order-1",
                        "{\"type\":\"call\",\"title\":\"s\",\"contact_id\":\"c1\"}");
        var once =
                post(
                        nodestash,
                        "order-1",
                        "{\"type\":\"call\",\"subject\":\"s\",\"contact_id\":\"c1\"}");

        // Then
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json().at("/data/activity/id").asText())
                .isEqualTo(log.getFirst().id().prefixed());
        assertThat(once.json().at("/data/attributes"))
                .isEqualTo(first.json().at("/data/attributes"));
        assertThat(log).hasSize(1);
    }

    @Test
    void theSameKeyAboutAnotherContactOrAnotherKeyIsAnotherActivity() {
        // Given
        known.add(Subject.contact("c2"));
        var door = open(Routes.CREATE_ACTIVITY);

        // When
        var answers =
                List.of(
                        post(door, "order-1", CALL),
                        post(door, "order-1", CALL.replace("c1", "c2")),
                        post(door, "order-2", CALL),
                        post(door, "order-1", "{\"type\":\"call\"}"));

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(log).extracting(Activity::id).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void withoutAProjectorItIsRecordedAndSaysSo() {
        // Given
        firsts.goAway();
        var door = open(Routes.CREATE_ACTIVITY);

        // When
        var answer = post(door, "order-1", CALL);

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Ledger-Idempotency")).contains("unverified");
        assertThat(answer.header("Idempotent-Replayed")).isEmpty();
        assertThat(log).hasSize(1);
    }

    @Test
    void aKeyThatIsNoneIsRefusedBeforeAnythingElseIsLookedAt() {
        // Given
        var door = open(Routes.CREATE_ACTIVITY);

        // When
        var answer = post(door, "two words", "{\"type\":7}");
        var twice =
                door.as("writer")
                        .answer(
                                door.as("writer")
                                        .request("/v1/activities")
                                        .header("Idempotency-Key", "a")
                                        .header("Idempotency-Key", "b")
                                        .POST(BodyPublishers.ofString(CALL)));

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("invalid_idempotency_key");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(log).isEmpty();
    }

    private IngestDoor open(Route route) {
        var recording =
                new ActivityRecording(
                        clock,
                        new ReferenceCheck(
                                (_, all) -> find(all), (_, _) -> new Owners.Found(Map.of())),
                        new ActivityIdMint(clock, new Random(3)),
                        this::append);
        var keyed = new KeyedRecording(recording, firsts.deduplication());
        var limits = new RecordingLimits(ByteSize.kib(64));
        var endpoint = new CreateActivityEndpoint(limits, keyed, Dialects.of(route.base()));
        try {
            var door = new IngestDoor(route, endpoint, clock, directory);
            paths.put(door, route.paths().getFirst());
            return door;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Answer post(IngestDoor door, String key, String body) {
        var probe = door.as("writer");
        return probe.answer(
                probe.request(paths.get(door))
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body)));
    }

    private Found find(List<Subject> subjects) {
        return subjects.stream()
                .filter(subject -> !known.contains(subject))
                .findFirst()
                .<Found>map(Found.Missing::new)
                .orElseGet(Found.All::new);
    }

    private Append append(Activity activity) {
        log.add(activity);
        return new Append.Appended(new Position(LoggedFirsts.PARTITION, log.size() - 1));
    }
}
