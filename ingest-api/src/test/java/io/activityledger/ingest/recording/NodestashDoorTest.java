package io.activityledger.ingest.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// nodestash's clients write the same activities as LeadLex's, and are answered and refused in
/// their own envelope.
class NodestashDoorTest {

    private static final String NODESTASH = "/nodestash/v1/activities";
    private static final String NODESTASHS_EXAMPLE =
            """
            { "type": "task", "subject": "Follow up on proposal",
              "body": "Discuss pricing and timeline with the client",
              "contact_id": "ct_5hJ3kM9pQrVwXyZaB2cD4", "company_id": "co_7rT4mK9pQsVwXyZaB2cD4",
              "deal_id": "dl_3xK8nM2qTsYvAzCeB2cD4", "due_date": "2026-03-01T09:00:00Z",
              "metadata": { "priority": "high" }, "tags": [ "follow-up", "important" ] }
            """;

    @TempDir Path directory;

    private VendorDoors doors;

    @BeforeEach
    void open() {
        doors = new VendorDoors(directory);
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void nodestashsOwnExampleIsRecorded() {
        // Given
        IngestDoor door = nodestash();

        // When
        Answer answer = door.as("writer").post(NODESTASH, NODESTASHS_EXAMPLE);

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/data/id").asText())
                .isEqualTo(doors.appended.getFirst().id().compact());
        assertThat(answer.json().at("/data/attributes/due_date").asText())
                .isEqualTo("2026-03-01T09:00:00Z");
        assertThat(answer.json().at("/meta/request_id").asText())
                .isEqualTo(answer.header("X-Request-Id").orElseThrow());
        assertThat(doors.appended).extracting(Activity::source).containsExactly("nodestash");
    }

    @Test
    void nodestashsRefusalsComeInTheirOrderAndWithTheirCodes() {
        // Given
        doors.unknown.add(Subject.contact("nobody"));
        IngestDoor door = nodestash();

        // When
        List<Answer> answers =
                doors.refusals(
                        door,
                        NODESTASH,
                        "{\"type\":\"lunch\"}",
                        "{\"type\":\"note\",\"contact_id\":\"nobody\"}",
                        "{\"type\":\"note\"}");

        // Then
        assertThat(answers)
                .extracting(Answer::status)
                .containsExactly(401, 403, 429, 413, 415, 400, 422, 503, 404);
        assertThat(answers)
                .extracting(answer -> answer.json().at("/error/code").asText())
                .containsExactly(
                        "INVALID_API_KEY",
                        "INSUFFICIENT_SCOPE",
                        "RATE_LIMITED",
                        "PAYLOAD_TOO_LARGE",
                        "UNSUPPORTED_MEDIA_TYPE",
                        "VALIDATION_ERROR",
                        "UNPROCESSABLE_ENTITY",
                        "SERVICE_UNAVAILABLE",
                        "NOT_FOUND");
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.json().at("/meta/request_id").asText())
                                .isEqualTo(answer.header("X-Request-Id").orElseThrow()));
        assertThat(answers.getFirst().json().at("/error/message").asText())
                .isEqualTo("Missing or invalid Authorization header");
        assertThat(doors.appended).isEmpty();
    }

    private IngestDoor nodestash() {
        return doors.open(Routes.CREATE_NODESTASH_ACTIVITY);
    }
}
