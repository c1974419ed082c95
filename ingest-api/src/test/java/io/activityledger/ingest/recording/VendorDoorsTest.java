package io.activityledger.ingest.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.activityledger.dialects.ReferenceWish.ByEmail;
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
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doors of Reevo's and nodestash's clients: their documents' own requests, and every refusal
/// in their own envelope.
class VendorDoorsTest {

    private static final String REEVO = "/api/v2/activity";
    private static final String NODESTASH = "/nodestash/v1/activities";
    private static final int LIMIT = 64 * 1024;

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
    private static final String NODESTASHS_EXAMPLE =
            """
            { "type": "task", "subject": "Follow up on proposal",
              "body": "Discuss pricing and timeline with the client",
              "contact_id": "ct_5hJ3kM9pQrVwXyZaB2cD4", "company_id": "co_7rT4mK9pQsVwXyZaB2cD4",
              "deal_id": "dl_3xK8nM2qTsYvAzCeB2cD4", "due_date": "2026-03-01T09:00:00Z",
              "metadata": { "priority": "high" }, "tags": [ "follow-up", "important" ] }
            """;

    @TempDir Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final List<Activity> appended = new ArrayList<>();
    private final Set<Subject> unknown = new HashSet<>();
    private final Map<String, String> byEmail = new HashMap<>();
    private final List<IngestDoor> doors = new ArrayList<>();
    private Optional<Owners> addressesDown = Optional.empty();
    private boolean logIsDown;

    @AfterEach
    void close() {
        doors.forEach(IngestDoor::close);
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
                .isEqualTo(appended.getFirst().id().bare());
        assertThat(bearer.json().at("/data/attributes/sub_type/value").asText()).isEqualTo("OTHER");
        assertThat(bearer.json().at("/data/attributes/ended_at/value").asText())
                .isEqualTo("2023-11-07T05:31:56Z");
        assertThat(appended)
                .extracting(Activity::source, Activity::type)
                .containsOnly(tuple("reevo", "MANUAL_ACTIVITY"));
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
                .isEqualTo(appended.getFirst().id().compact());
        assertThat(answer.json().at("/data/attributes/due_date").asText())
                .isEqualTo("2026-03-01T09:00:00Z");
        assertThat(answer.json().at("/meta/request_id").asText())
                .isEqualTo(answer.header("X-Request-Id").orElseThrow());
        assertThat(appended).extracting(Activity::source).containsExactly("nodestash");
    }

    @Test
    void whomReevoNamesByEmailIsFoundAmongTheReferences() {
        // Given
        byEmail.put("jane@example.com", "c-7");
        IngestDoor door = reevo();

        // When
        Answer answer = door.as("writer").post(REEVO, namedByEmail("jane@example.com"));

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(appended.getFirst().contactIds()).containsExactly("c-7", "c-1");
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
        assertThat(appended).isEmpty();
    }

    @Test
    void whereNobodyCanTellWhoseAnAddressIsTheAnswerIs503() {
        // Given
        addressesDown = Optional.of(new Owners.Unreachable(Duration.ofSeconds(1), "not read yet"));
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
        unknown.add(Subject.contact("nobody"));
        IngestDoor door = reevo();

        // When
        List<Answer> answers =
                refusals(
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
        assertThat(appended).isEmpty();
    }

    @Test
    void nodestashsRefusalsComeInTheirOrderAndWithTheirCodes() {
        // Given
        unknown.add(Subject.contact("nobody"));
        IngestDoor door = nodestash();

        // When
        List<Answer> answers =
                refusals(
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
        assertThat(appended).isEmpty();
    }

    /// In the order of refusal: everything wrong at first, then less and less; last, no such door.
    private List<Answer> refusals(
            IngestDoor door, String path, String invalid, String naming, String valid) {
        logIsDown = true;
        String tooLarge = "{\"x\":\"" + "x".repeat(LIMIT) + "\"}";
        door.as("once").post(path, "{}");
        return List.of(
                postAs(door.as("nobody"), path, tooLarge, "text/plain"),
                postAs(door.as("reader"), path, tooLarge, "text/plain"),
                postAs(door.as("once"), path, tooLarge, "text/plain"),
                postAs(door.as("writer"), path, tooLarge, "text/plain"),
                postAs(door.as("writer"), path, invalid, "text/plain"),
                door.as("writer").post(path, invalid),
                door.as("writer").post(path, naming),
                door.as("writer").post(path, valid),
                door.as("writer").post(path + "/nothing/here", valid));
    }

    private static Answer postAs(HttpProbe probe, String path, String body, String type) {
        return probe.answer(
                probe.request(path)
                        .setHeader("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
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
        return open(Routes.CREATE_REEVO_ACTIVITY);
    }

    private IngestDoor nodestash() {
        return open(Routes.CREATE_NODESTASH_ACTIVITY);
    }

    private IngestDoor open(Route route) {
        var recording =
                new ActivityRecording(
                        clock,
                        new ReferenceCheck((_, all) -> find(all), (_, all) -> owners(all)),
                        new ActivityIdMint(clock, new Random(3)),
                        this::append);
        var keyed = new KeyedRecording(recording, new LoggedFirsts(List.of()).deduplication());
        var limits = new RecordingLimits(ByteSize.kib(64));
        var endpoint = new CreateActivityEndpoint(limits, keyed, Dialects.of(route.base()));
        try {
            var door = new IngestDoor(route, endpoint, clock, directory);
            doors.add(door);
            return door;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Found find(List<Subject> subjects) {
        return subjects.stream()
                .filter(unknown::contains)
                .findFirst()
                .<Found>map(Found.Missing::new)
                .orElseGet(Found.All::new);
    }

    private Owners owners(List<ByEmail> sought) {
        Map<ByEmail, String> ids = new HashMap<>();
        sought.stream()
                .filter(each -> byEmail.containsKey(each.email()))
                .forEach(each -> ids.put(each, byEmail.get(each.email())));
        return addressesDown.orElseGet(() -> new Owners.Found(ids));
    }

    private Append append(Activity activity) {
        if (logIsDown) {
            return new Append.Unavailable(Duration.ofSeconds(1), "gone");
        }
        appended.add(activity);
        return new Append.Appended(new Position(3, 41));
    }
}
