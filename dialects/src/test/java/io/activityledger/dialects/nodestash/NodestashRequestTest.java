package io.activityledger.dialects.nodestash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Vendor;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodestashRequestTest {

    private static final String ID = "act_0192f3a4-b5c6-7d8e-9f01-23456789abcd";

    @Test
    void everyFieldIsKept() {
        // When
        Activity activity = Vendor.NODESTASH.written("full.request.json", ID);

        // Then
        assertThat(activity.source()).isEqualTo("nodestash");
        assertThat(activity.occurredAt()).isEqualTo(activity.recordedAt());
        assertThat(activity.subjects())
                .containsExactly(
                        Subject.contact("ct_abc123"),
                        Subject.deal("dl_1"),
                        Subject.company("co_xyz789"));
        assertThat(activity.ownerId()).isEqualTo("us_1");
        assertThat(activity.isDone()).isTrue();
        assertThat(activity.dueAt()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(activity.completedAt()).isEqualTo("2026-03-02T08:15:00.500Z");
        assertThat(activity.metadataJson())
                .isEqualTo("{\"big\":1152921504606846976,\"exact\":1.10,\"list\":[{},[]]}");
        assertThat(activity.tags()).containsExactly("follow-up", "important");
    }

    @ParameterizedTest
    @ValueSource(strings = {"note", "task", "email", "call", "meeting", "custom"})
    void everyTypeOfTheListIsTaken(String type) {
        assertThat(accepted("{\"type\":\"%s\"}".formatted(type)).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Note", "lunch", "", "note "})
    void anyOtherTypeIsRefused(String type) {
        Refusal refusal = refused("{\"type\":\"%s\"}".formatted(type));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.fields()).containsOnlyKeys("type");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        // When
        Refusal refusal =
                refused(
                        """
                        {"subject":7,"body":[],"contact_id":"","company_id":1,"deal_id":{},"owner_id":"\\u0007",
                         "is_done":"yes","due_date":"soon","completed_at":1,"metadata":"x","tags":"y"}\
                        """);

        // Then
        assertThat(refusal.fields())
                .containsOnlyKeys(
                        "type",
                        "subject",
                        "body",
                        "contact_id",
                        "company_id",
                        "deal_id",
                        "owner_id",
                        "is_done",
                        "due_date",
                        "completed_at",
                        "metadata",
                        "tags");
    }

    @ParameterizedTest
    @CsvSource({"20, 50, true", "21, 50, false", "20, 51, false"})
    void thereIsRoomFor20TagsOf50Characters(int count, int length, boolean fits) {
        String tags =
                IntStream.range(0, count)
                        .mapToObj(_ -> "\"" + "ü".repeat(length) + "\"")
                        .collect(Collectors.joining(","));

        assertThat(read("{\"type\":\"note\",\"tags\":[" + tags + "]}"))
                .isInstanceOf(fits ? DraftReading.Accepted.class : DraftReading.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "9999-12-31, true",
        "9999-12-31T23:59:59-01:00, false",
        "1900-01-01, true",
        "1899-12-31, false"
    })
    void whatIsDueMayLieFarAheadButHasAYearOfFourDigits(String date, boolean possible) {
        assertThat(read("{\"type\":\"task\",\"due_date\":\"" + date + "\"}"))
                .isInstanceOf(possible ? DraftReading.Accepted.class : DraftReading.Refused.class);
    }

    @Test
    void fieldsItDoesNotKnowAreNamed() {
        assertThat(read("{\"type\":\"note\",\"title\":\"x\",\"created_at\":1}"))
                .isInstanceOfSatisfying(
                        DraftReading.Accepted.class,
                        accepted ->
                                assertThat(accepted.ignored())
                                        .containsExactly("title", "created_at"));
    }

    private static DraftReading read(String body) {
        return NodestashRequest.read(body.getBytes(UTF_8));
    }

    private static ActivityDraft accepted(String body) {
        return Vendor.accepted(read(body));
    }

    private static Refusal refused(String body) {
        return Vendor.refused(read(body));
    }
}
