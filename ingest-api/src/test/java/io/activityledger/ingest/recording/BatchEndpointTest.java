package io.activityledger.ingest.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.ingest.deduplication.LoggedFirsts;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.reference.KnownAddresses.Owners;
import io.activityledger.ingest.reference.KnownReferences.Found;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchEndpointTest {

    private static final String PATH = "/v1/activities/batch";
    private static final String LINES = "application/x-ndjson";
    private static final int MOST_ITEMS = 20;
    private static final int LARGEST_BODY = 256 * 1024;
    private static final String NOTE = "{\"type\":\"note\"}";

    @TempDir Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final List<Activity> appended = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> tooLateFor = new HashSet<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private boolean logHolds;
    private IngestDoor door;

    @BeforeEach
    void open() throws IOException {
        open(Duration.ofSeconds(10));
    }

    private void open(Duration keyedWithin) throws IOException {
        var recording =
                new ActivityRecording(
                        clock,
                        new ReferenceCheck(
                                (_, subjects) -> find(subjects),
                                (_, _) -> new Owners.Found(Map.of())),
                        new ActivityIdMint(clock, new Random(3)),
                        this::append);
        var limits = new BatchLimits(ByteSize.kib(256), MOST_ITEMS, 1, keyedWithin);
        var keyed = new KeyedRecording(recording, new LoggedFirsts(appended).deduplication());
        var endpoint = new BatchEndpoint(limits, ByteSize.kib(64), keyed, clock);
        door = new IngestDoor(Routes.CREATE_ACTIVITIES, endpoint, clock, directory);
    }

    @AfterEach
    void close() {
        open.countDown();
        door.close();
    }

    @Test
    void whatIsGoodStandsInTheOrderOfTheBatchAndEachHasItsPosition() {
        // When
        Answer answer =
                post("[ {\"type\":\"a]\\\"\"} ,\n{\"type\":\"b\",\"x\":[{}]},{\"type\":\"c\"}]");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(appended).extracting(Activity::type).containsExactly("a]\"", "b", "c");
        assertThat(texts(answer, "/activity/type")).containsExactly("a]\"", "b", "c");
        assertThat(texts(answer, "/activity/id"))
                .containsExactlyElementsOf(
                        appended.stream().map(each -> each.id().prefixed()).toList());
        assertThat(texts(answer, "/position"))
                .containsExactly(position(0).text(), position(1).text(), position(2).text());
        assertThat(answer.header(Position.HEADER).flatMap(Positions::parse))
                .contains(Positions.of(List.of(position(1), position(2))));
        assertThat(answer.json().path("meta").toString())
                .isEqualTo("{\"created\":3,\"replayed\":0,\"rejected\":0}");
        assertThat(answer.header("Ledger-Ignored-Fields")).contains("x");
    }

    @Test
    void whoseKeysTakeTooLongIsToldWhichItemsToSendAgain() throws IOException {
        // Given
        door.close();
        open(Duration.ZERO);

        // When
        Answer answer = post("[{\"type\":\"a\",\"idempotency_key\":\"k\"},{\"type\":\"b\"}]");

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(texts(answer, "/status")).containsExactly("rejected", "created");
        assertThat(texts(answer, "/error/code")).containsExactly("overloaded", "");
        assertThat(appended).extracting(Activity::type).containsExactly("b");
    }

    @Test
    void whatIsWrongWithOneHindersNoOther() {
        // Given
        String large = "{\"type\":\"note\",\"description\":\"" + "x".repeat(65 * 1024) + "\"}";

        // When
        Answer answer =
                post(
                        "[{\"type\":\"a\"},{\"title\":7},"
                                + "{\"type\":\"b\",\"contact_id\":\"nobody\"},7,"
                                + "{\"type\":\"b\",\"type\":\"c\"},{\"type\":\"\\u0000\"},"
                                + large
                                + ",{\"type\":\"d\"}]");

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(appended).extracting(Activity::type).containsExactly("a", "d");
        assertThat(texts(answer, "/status"))
                .containsExactly(
                        "created",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "created");
        assertThat(texts(answer, "/error/code"))
                .containsExactly(
                        "",
                        "missing_required_field",
                        "contact_not_found",
                        "validation_error",
                        "validation_error",
                        "validation_error",
                        "payload_too_large",
                        "");
        assertThat(results(answer).get(1).at("/error/details/fields").has("title")).isTrue();
        assertThat(answer.json().path("meta").toString())
                .isEqualTo("{\"created\":2,\"replayed\":0,\"rejected\":6}");
    }

    @Test
    void whatHasAKeyIsRecordedOnceHoweverOftenTheBatchIsSent() {
        // Given
        String batch =
                "[{\"type\":\"a\"},{\"type\":\"b\",\"idempotency_key\":\"own\"},"
                        + "{\"type\":\"c\",\"idempotency_key\":7}]";
        Answer first = postKeyed(batch);

        // When
        Answer second = postKeyed(batch);
        Answer other = post("[{\"type\":\"z\",\"idempotency_key\":\"own\"},{\"type\":\"free\"}]");

        // Then
        assertThat(texts(first, "/status")).containsExactly("created", "created", "rejected");
        assertThat(texts(second, "/status")).containsExactly("replayed", "replayed", "rejected");
        assertThat(second.json().path("meta").toString())
                .isEqualTo("{\"created\":0,\"replayed\":2,\"rejected\":1}");
        assertThat(texts(second, "/activity/id")).isEqualTo(texts(first, "/activity/id"));
        assertThat(texts(second, "/position")).isEqualTo(texts(first, "/position"));
        assertThat(first.header("Ledger-Ignored-Fields")).isEmpty();
        assertThat(texts(other, "/status")).containsExactly("rejected", "created");
        assertThat(texts(other, "/error/code")).containsExactly("idempotency_key_reused", "");
        assertThat(appended)
                .extracting(Activity::idempotencyKey)
                .containsExactlyInAnyOrder("many#0", "own", null);
    }

    @Test
    void anItemMayStandOnEachLine() {
        // When
        Answer answer = postAs("writer", NOTE + "\r\n\n{\"type\":\n{\"type\":\"d\"}\n", LINES);

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(texts(answer, "/status")).containsExactly("created", "rejected", "created");
        assertThat(appended).extracting(Activity::type).containsExactly("note", "d");
    }

    @Test
    void whatIsNoBatchIsRefusedWhole() {
        // When
        List<Answer> answers =
                List.of(
                        post("{\"type\":\"note\"}"),
                        post("[" + NOTE),
                        post("[" + NOTE + "]]"),
                        post("[" + NOTE + ",]"),
                        post("[" + NOTE + ",," + NOTE + "]"),
                        post("[" + NOTE + ",{\"type\":\"open]"),
                        post("[]"),
                        post(""),
                        postAs("writer", "\n \n", LINES));

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(400);
        assertThat(answers)
                .extracting(answer -> answer.json().at("/error/code").asText())
                .containsOnly("validation_error");
        assertThat(appended).isEmpty();
    }

    @Test
    void whatIsTooMuchIsRefusedWhole() {
        // Given
        String most = notes(MOST_ITEMS).collect(Collectors.joining(",", "[", "]"));
        String more = notes(MOST_ITEMS + 1).collect(Collectors.joining(",", "[", "]"));
        String lines = notes(MOST_ITEMS + 1).collect(Collectors.joining("\n"));

        // When
        List<Answer> answers =
                List.of(
                        post(more),
                        postAs("writer", lines, LINES),
                        post(" ".repeat(LARGEST_BODY + 1)));
        int before = appended.size();
        Answer fits = post(most);

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(413);
        assertThat(before).isZero();
        assertThat(fits.status()).isEqualTo(201);
        assertThat(appended).hasSize(MOST_ITEMS);
    }

    @Test
    void whereTheLogTakesSomeTheOthersAreToBeSentAgainAndWhereItTakesNoneAllAre() {
        // Given
        tooLateFor.add("late");

        // When
        Answer some = post("[{\"type\":\"late\"},{\"type\":\"a\"}]");
        Answer none = post("[{\"type\":\"late\"},{\"title\":1}]");

        // Then
        assertThat(some.status()).isEqualTo(207);
        assertThat(some.header("Retry-After")).contains("1");
        assertThat(texts(some, "/error/code")).containsExactly("log_unavailable", "");
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.header("Retry-After")).contains("1");
        assertThat(none.json().at("/error/code").asText()).isEqualTo("log_unavailable");
    }

    @Test
    void beyondTheBoundOnBatchesTheAnswerComesAtOnce() throws Exception {
        // Given
        logHolds = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> post("[" + NOTE + "]"));
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

            // When
            Answer second = postAs("late", "[" + NOTE + "]", "application/json");
            Answer third = post("[" + NOTE + "]");
            open.countDown();

            // Then
            assertThat(second.status()).isEqualTo(401);
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.header("Retry-After")).contains("1");
            assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(201);
        }
    }

    @Test
    void whatSaysThatItIsSomethingElseIsNotRead() {
        // When
        Answer answer = postAs("writer", "[" + NOTE + "]", "text/csv");

        // Then
        assertThat(answer.status()).isEqualTo(415);
    }

    private static Stream<String> notes(int count) {
        return IntStream.range(0, count).mapToObj(_ -> NOTE);
    }

    private static List<JsonNode> results(Answer answer) {
        return answer.json().at("/data/results").valueStream().toList();
    }

    private static List<String> texts(Answer answer, String pointer) {
        return results(answer).stream().map(each -> each.at(pointer).asText()).toList();
    }

    private Answer post(String body) {
        return postAs("writer", body, "application/json");
    }

    private Answer postKeyed(String body) {
        var probe = door.as("writer");
        return probe.answer(
                probe.request(PATH)
                        .header("Idempotency-Key", "many")
                        .POST(BodyPublishers.ofString(body)));
    }

    private Answer postAs(String key, String body, String type) {
        var probe = door.as(key);
        return probe.answer(
                probe.request(PATH)
                        .setHeader("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static Found find(List<Subject> subjects) {
        return subjects.contains(Subject.contact("nobody"))
                ? new Found.Missing(Subject.contact("nobody"))
                : new Found.All();
    }

    private static Position position(int number) {
        return new Position(number % 2, 40 + number);
    }

    private synchronized Append appendKeyed(Activity activity) {
        appended.add(activity);
        return new Append.Appended(new Position(LoggedFirsts.PARTITION, appended.size() - 1));
    }

    private Append append(Activity activity) {
        if (activity.idempotencyKey() != null) {
            return appendKeyed(activity);
        }
        if (logHolds) {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
        if (tooLateFor.contains(activity.type())) {
            return new Append.Unavailable(Duration.ofSeconds(1), "late");
        }
        appended.add(activity);
        return new Append.Appended(position(appended.size() - 1));
    }
}
