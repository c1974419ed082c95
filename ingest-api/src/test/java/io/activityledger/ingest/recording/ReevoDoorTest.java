package io.activityledger.ingest.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.activityledger.ingest.reference.KnownAddresses.Owners;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reevo's clients write the same activities as LeadLex's, and are answered and refused in their
/// own envelope.
class ReevoDoorTest {

    private static final String REEVO = "/api/v2/activity";
    private static final String REEVOS_EXAMPLE =
            """
            {"attributes": {
              "metadata": {"activity_time": "2023-11-07T05:31:56Z", "subject": "<string>",
                           "description": "<string>", "category": "OTHER"},
              "account_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
              "opportunity_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
              "contact_ids": ["3c90c3cc-0d44-4b50-8888-8dd25736052a"],
              "sequence_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
              "pipeline_select_list_value_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}}
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
    void reevosOwnExampleIsRecordedUnderBothBasePathsAndWithBothHeaders() {
        // Given
        IngestDoor door = reevo();

        // When
        Answer bearer = door.as("writer").post(REEVO, REEVOS_EXAMPLE);
        Answer apiKey = withApiKey(door, "/reevo" + REEVO, REEVOS_EXAMPLE);

        // Then
        assertThat(List.of(bearer, apiKey)).extracting(Answer::status).containsOnly(201);
        assertThat(bearer.header(Position.HEADER)).isPresent();
        assertThat(bearer.json().at("/data/id").asText())
                .isEqualTo(doors.appended.getFirst().id().bare());
        assertThat(bearer.json().at("/data/attributes/sub_type/value").asText()).isEqualTo("OTHER");
        assertThat(bearer.json().at("/data/attributes/ended_at/value").asText())
                .isEqualTo("2023-11-07T05:31:56Z");
        assertThat(doors.appended)
                .extracting(Activity::source, Activity::type)
                .containsOnly(tuple("reevo", "MANUAL_ACTIVITY"));
    }

    @Test
    void whomReevoNamesByEmailIsFoundAmongTheReferences() {
        // Given
        doors.byEmail.put("jane@example.com", "c-7");
        IngestDoor door = reevo();

        // When
        Answer answer = door.as("writer").post(REEVO, namedByEmail("jane@example.com"));

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(doors.appended.getFirst().contactIds()).containsExactly("c-7", "c-1");
    }

    @Test
    void whomNobodyKnowsByEmailIsRefusedWhereItStandsInTheRequest() {
        // Given
        IngestDoor door = reevo();

        // When
        Answer answer = door.as("writer").post(REEVO, namedByEmail("nobody@example.com"));

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0/loc").toString())
                .isEqualTo("[\"body\",\"attributes\",\"contact_ids\",0]");
        assertThat(doors.appended).isEmpty();
    }

    @Test
    void whereNobodyCanTellWhoseAnAddressIsTheAnswerIs503() {
        // Given
        doors.addressesDown =
                Optional.of(new Owners.Unreachable(Duration.ofSeconds(1), "not read yet"));
        IngestDoor door = reevo();

        // When
        Answer answer = door.as("writer").post(REEVO, namedByEmail("jane@example.com"));

        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.body()).isEqualTo("{\"detail\":\"not read yet\"}");
    }

    @Test
    void reevosRefusalsComeInTheirOrderAndAsDetail() {
        // Given
        doors.unknown.add(Subject.contact("nobody"));
        IngestDoor door = reevo();

        // When
        List<Answer> answers =
                doors.refusals(
                        door,
                        REEVO,
                        "{\"attributes\":{\"contact_ids\":7}}",
                        "{\"attributes\":{\"contact_ids\":[\"nobody\"]}}",
                        "{\"attributes\":{}}");

        // Then
        assertThat(answers)
                .extracting(Answer::status)
                .containsExactly(401, 403, 429, 413, 415, 422, 422, 503, 404);
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.json().properties())
                                .extracting(Map.Entry::getKey)
                                .containsExactly("detail"));
        assertThat(answers.get(6).json().at("/detail/0/msg").asText())
                .isEqualTo("there is no contact nobody");
        assertThat(doors.appended).isEmpty();
    }

    private static Answer withApiKey(IngestDoor door, String path, String body) {
        var usual = door.as("writer").request(path).build();
        return door.as("writer")
                .answer(
                        HttpRequest.newBuilder(usual.uri())
                                .header("X-Api-Key", "writer")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
    }

    private static String namedByEmail(String email) {
        return """
        {"attributes": {"contact_ids": [{"related_record_match": {"email": "%s"}}, "c-1"]}}
        """
                .formatted(email);
    }

    private IngestDoor reevo() {
        return doors.open(Routes.CREATE_REEVO_ACTIVITY);
    }
}
