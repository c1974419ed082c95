package io.activityledger.ingest.recording;

import static io.activityledger.ingest.recording.BatchDoor.position;
import static io.activityledger.ingest.recording.BatchDoor.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.testkit.HttpProbe.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private static final String LINES = "application/x-ndjson";
    private static final int LARGEST_BODY = 256 * 1024;
    private static final String NOTE = "{\"type\":\"note\"}";

    @TempDir Path directory;

    private BatchDoor door;

    @BeforeEach
    void open() throws IOException {
        door = new BatchDoor(directory);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whatIsGoodStandsInTheOrderOfTheBatchAndEachHasItsPosition() {
        // When
        Answer answer =
                door.post(
                        "[ {\"type\":\"a]\\\"\"} ,\n{\"type\":\"b\",\"x\":[{}]},{\"type\":\"c\"}]");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(door.appended).extracting(Activity::type).containsExactly("a]\"", "b", "c");
        assertThat(texts(answer, "/activity/type")).containsExactly("a]\"", "b", "c");
        assertThat(texts(answer, "/activity/id"))
                .containsExactlyElementsOf(
                        door.appended.stream().map(each -> each.id().prefixed()).toList());
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
        door = new BatchDoor(directory, Duration.ZERO);

        // When
        Answer answer = door.post("[{\"type\":\"a\",\"idempotency_key\":\"k\"},{\"type\":\"b\"}]");

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(texts(answer, "/status")).containsExactly("rejected", "created");
        assertThat(texts(answer, "/error/code")).containsExactly("overloaded", "");
        assertThat(door.appended).extracting(Activity::type).containsExactly("b");
    }

    @Test
    void whatIsWrongWithOneHindersNoOther() {
        // Given
        String large = "{\"type\":\"note\",\"description\":\"" + "x".repeat(65 * 1024) + "\"}";

        // When
        Answer answer =
                door.post(
                        "[{\"type\":\"a\"},{\"title\":7},"
                                + "{\"type\":\"b\",\"contact_id\":\"nobody\"},7,"
                                + "{\"type\":\"b\",\"type\":\"c\"},{\"type\":\"\\u0000\"},"
                                + large
                                + ",{\"type\":\"d\"}]");

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(door.appended).extracting(Activity::type).containsExactly("a", "d");
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
        assertThat(BatchDoor.results(answer).get(1).at("/error/details/fields").has("title"))
                .isTrue();
        assertThat(answer.json().path("meta").toString())
                .isEqualTo("{\"created\":2,\"replayed\":0,\"rejected\":6}");
    }

    @Test
    void anItemMayStandOnEachLine() {
        // When
        Answer answer = door.postAs("writer", NOTE + "\r\n\n{\"type\":\n{\"type\":\"d\"}\n", LINES);

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(texts(answer, "/status")).containsExactly("created", "rejected", "created");
        assertThat(door.appended).extracting(Activity::type).containsExactly("note", "d");
    }

    @Test
    void whatIsNoBatchIsRefusedWhole() {
        // When
        List<Answer> answers =
                List.of(
                        door.post("{\"type\":\"note\"}"),
                        door.post("[" + NOTE),
                        door.post("[" + NOTE + "]]"),
                        door.post("[" + NOTE + ",]"),
                        door.post("[" + NOTE + ",," + NOTE + "]"),
                        door.post("[" + NOTE + ",{\"type\":\"open]"),
                        door.post("[]"),
                        door.post(""),
                        door.postAs("writer", "\n \n", LINES));

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(400);
        assertThat(answers)
                .extracting(answer -> answer.json().at("/error/code").asText())
                .containsOnly("validation_error");
        assertThat(door.appended).isEmpty();
    }

    @Test
    void whatIsTooMuchIsRefusedWhole() {
        // Given
        String most = notes(BatchDoor.MOST_ITEMS).collect(Collectors.joining(",", "[", "]"));
        String more = notes(BatchDoor.MOST_ITEMS + 1).collect(Collectors.joining(",", "[", "]"));
        String lines = notes(BatchDoor.MOST_ITEMS + 1).collect(Collectors.joining("\n"));

        // When
        List<Answer> answers =
                List.of(
                        door.post(more),
                        door.postAs("writer", lines, LINES),
                        door.post(" ".repeat(LARGEST_BODY + 1)));
        int before = door.appended.size();
        Answer fits = door.post(most);

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(413);
        assertThat(before).isZero();
        assertThat(fits.status()).isEqualTo(201);
        assertThat(door.appended).hasSize(BatchDoor.MOST_ITEMS);
    }

    @Test
    void whereTheLogTakesSomeTheOthersAreToBeSentAgainAndWhereItTakesNoneAllAre() {
        // Given
        door.tooLateFor.add("late");

        // When
        Answer some = door.post("[{\"type\":\"late\"},{\"type\":\"a\"}]");
        Answer none = door.post("[{\"type\":\"late\"},{\"title\":1}]");

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
        door.logHolds = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> door.post("[" + NOTE + "]"));
            assertThat(door.reached.await(20, TimeUnit.SECONDS)).isTrue();

            // When
            Answer second = door.postAs("late", "[" + NOTE + "]", "application/json");
            Answer third = door.post("[" + NOTE + "]");
            door.open.countDown();

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
        Answer answer = door.postAs("writer", "[" + NOTE + "]", "text/csv");

        // Then
        assertThat(answer.status()).isEqualTo(415);
    }

    private static Stream<String> notes(int count) {
        return IntStream.range(0, count).mapToObj(_ -> NOTE);
    }
}
