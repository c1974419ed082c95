package io.activityledger.ingest.recording;

import static io.activityledger.ingest.recording.BatchDoor.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.testkit.HttpProbe.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedBatchTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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
    void whatHasAKeyIsRecordedOnceHoweverOftenTheBatchIsSent() {
        // Given
        String batch =
                "[{\"type\":\"a\"},{\"type\":\"b\",\"idempotency_key\":\"own\"},"
                        + "{\"type\":\"c\",\"idempotency_key\":7}]";
        Answer first = door.post(batch, "Idempotency-Key", "many");

        // When
        Answer second = door.post(batch, "Idempotency-Key", "many");
        Answer other =
                door.post("[{\"type\":\"z\",\"idempotency_key\":\"own\"},{\"type\":\"free\"}]");

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
        assertThat(door.appended)
                .extracting(Activity::idempotencyKey)
                .containsExactlyInAnyOrder("many#0", "own", null);
    }

    @Test
    void ofEqualItemsOneIsRecordedAndTheOthersGetItsAnswer() {
        // When
        Answer answer =
                door.post(
                        batch(
                                keyed("a", "note", ""),
                                keyed("a", "note", ",\"x\":1"),
                                keyed("a", "call", ""),
                                keyed("b", "note", ""),
                                keyed("a", "note", "")));

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(texts(answer, "/status"))
                .containsExactly("created", "replayed", "rejected", "created", "replayed");
        assertThat(texts(answer, "/error/code"))
                .containsExactly("", "", "idempotency_key_reused", "", "");
        assertThat(texts(answer, "/activity/id").subList(0, 2)).containsOnly(id(answer, 0));
        assertThat(id(answer, 4)).isEqualTo(id(answer, 0));
        assertThat(texts(answer, "/position").get(4)).isEqualTo(texts(answer, "/position").get(0));
        assertThat(answer.json().path("meta").toString())
                .isEqualTo("{\"created\":2,\"replayed\":2,\"rejected\":1}");
        assertThat(door.appended).hasSize(2);
    }

    @Test
    void theSameKeyAboutAnotherContactIsAnotherActivity() {
        // When
        Answer answer =
                door.post(
                        batch(
                                keyed("a", "note", ",\"contact_id\":\"c1\""),
                                keyed("a", "note", ",\"contact_id\":\"c2\""),
                                keyed("a", "note", ",\"contact_id\":\"c1\"")));

        // Then
        assertThat(texts(answer, "/status")).containsExactly("created", "created", "replayed");
        assertThat(door.appended).hasSize(2);
    }

    @Test
    void whatWasRefusedOnceIsRefusedAlikeAndSaysNothingAboutAnotherBody() {
        // When
        String nobodys = keyed("a", "note", ",\"contact_id\":\"nobody\"");
        Answer refused = door.post(batch(nobodys, nobodys));
        Answer later = door.post(batch(keyed("b", "note", ""), keyed("b", "call", "")));
        Answer again = door.post(batch(keyed("b", "call", ""), keyed("b", "note", "")));

        // Then
        assertThat(texts(refused, "/error/code"))
                .containsExactly("contact_not_found", "contact_not_found");
        assertThat(texts(later, "/status")).containsExactly("created", "rejected");
        assertThat(texts(again, "/status")).containsExactly("rejected", "replayed");
        assertThat(door.appended).hasSize(1);
    }

    @Test
    void withoutAProjectorEqualItemsAreStillRecordedOnce() {
        // Given
        door.firsts.goAway();

        // When
        Answer answer =
                door.post(
                        batch(
                                keyed("a", "note", ""),
                                keyed("a", "note", ""),
                                keyed("a", "call", "")));

        // Then
        assertThat(answer.header("Ledger-Idempotency")).contains("unverified");
        assertThat(texts(answer, "/status")).containsExactly("created", "replayed", "rejected");
        assertThat(door.appended).hasSize(1);
    }

    @Test
    void itemsWithAndWithoutAKeyBelongToTheTraceOfTheirRequest() {
        // When
        Answer answer =
                door.post(
                        batch(
                                "{\"type\":\"note\"}",
                                keyed("a", "note", ""),
                                keyed("b", "note", "")),
                        "traceparent",
                        TRACE);

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(door.traces).containsExactly(TRACE, TRACE, TRACE);
        assertThat(door.appended).extracting(Activity::type).containsOnly("note");
    }

    private static String batch(String... items) {
        return "[" + String.join(",", items) + "]";
    }

    private static String keyed(String key, String type, String more) {
        return "{\"type\":\"%s\",\"idempotency_key\":\"%s\"%s}".formatted(type, key, more);
    }

    private static String id(Answer answer, int place) {
        return texts(answer, "/activity/id").get(place);
    }
}
