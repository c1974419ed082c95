package io.activityledger.ingest.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.leadlex.LeadLexDialect;
import io.activityledger.ingest.deduplication.LoggedFirsts;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.reference.KnownAddresses.Owners;
import io.activityledger.ingest.reference.KnownReferences.Found;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateActivityEndpointTest {

    private static final String PATH = "/v1/activities";
    private static final int LIMIT = 64 * 1024;
    private static final String WRONG_IN_EVERY_WAY = "{\"type\":7,\"contact_id\":\"nobody\"}";

    @TempDir Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final List<Activity> appended = new ArrayList<>();
    private final Set<Subject> known = new HashSet<>();
    private final Owners owners = new Owners.Found(Map.of());
    private Optional<Found> referencesDown = Optional.empty();
    private Optional<Append> logDown = Optional.empty();
    private IngestDoor door;

    @BeforeEach
    void open() throws IOException {
        var recording =
                new ActivityRecording(
                        clock,
                        new ReferenceCheck((_, subjects) -> find(subjects), (_, _) -> owners),
                        new ActivityIdMint(clock, new Random(3)),
                        this::append);
        var keyed = new KeyedRecording(recording, new LoggedFirsts(List.of()).deduplication());
        var limits = new RecordingLimits(ByteSize.kib(64));
        var endpoint = new CreateActivityEndpoint(limits, keyed, new LeadLexDialect());
        door = new IngestDoor(Routes.CREATE_ACTIVITY, endpoint, clock, directory);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whatIsCreatedIsShownWithItsPosition() {
        // Given
        known.add(Subject.contact("c1"));

        // When
        var answer = post("{\"type\":\"call\",\"contact_id\":\"c1\",\"metadata\":{\"n\":1.10}}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.header(Position.HEADER).flatMap(Position::parse))
                .contains(new Position(3, 41));
        assertThat(appended).hasSize(1);
        var shown = answer.json().at("/data/activity");
        assertThat(shown.path("id").asText()).isEqualTo(appended.getFirst().id().prefixed());
        assertThat(shown.path("created_by_user_id").asText()).isEqualTo("ada");
        assertThat(shown.path("created_date").asText()).isEqualTo("2026-04-17T12:00:00Z");
        assertThat(shown.path("deal_id").isNull()).isTrue();
        assertThat(answer.body()).contains("\"metadata\":{\"n\":1.10}");
        assertThat(answer.header("Ledger-Adjusted")).isEmpty();
        assertThat(answer.header("Ledger-Ignored-Fields")).isEmpty();
    }

    @Test
    void bothBasePathsLeadToTheSameDoor() {
        // When
        var answer =
                door.as("writer").post("/functions/v1/api-gateway" + PATH, "{\"type\":\"note\"}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void whatWasReplacedOrNotKnownIsTold() {
        // When
        var answer = post("{\"type\":\"note\",\"created_date\":\"yesterday\",\"färbe\":1,\"x\":2}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Ledger-Adjusted")).contains("created_date");
        assertThat(answer.header("Ledger-Ignored-Fields")).contains("f%C3%A4rbe, x");
    }

    @Test
    void refusalsComeInTheirOrder() {
        // Given: whatever can be wrong is wrong
        logDown = Optional.of(new Append.Unavailable(Duration.ofSeconds(1), "gone"));
        String tooLarge = "{\"type\":7,\"x\":\"" + "x".repeat(LIMIT) + "\"}";
        door.as("once").post(PATH, "{}");

        // When
        var answers =
                List.of(
                        postAs("nobody", tooLarge, "text/plain"),
                        postAs("reader", tooLarge, "text/plain"),
                        postAs("once", tooLarge, "text/plain"),
                        postAs("writer", tooLarge, "text/plain"),
                        postAs("writer", WRONG_IN_EVERY_WAY, "text/plain"),
                        post(WRONG_IN_EVERY_WAY),
                        post("{\"type\":\"call\",\"contact_id\":\"nobody\"}"),
                        post("{\"type\":\"call\"}"));

        // Then
        assertThat(answers)
                .extracting(HttpProbe.Answer::status)
                .containsExactly(401, 403, 429, 413, 415, 400, 404, 503);
        assertThat(answers)
                .extracting(answer -> answer.json().at("/error/code").asText())
                .containsExactly(
                        "invalid_key",
                        "insufficient_permissions",
                        "rate_limited",
                        "payload_too_large",
                        "unsupported_media_type",
                        "validation_error",
                        "contact_not_found",
                        "log_unavailable");
        assertThat(answers.getLast().header("Retry-After")).contains("1");
        assertThat(appended).isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        // When
        var answer = post("{\"title\":1,\"metadata\":[]}");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("missing_required_field");
        assertThat(answer.json().at("/error/details/fields").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("type", "title", "metadata");
    }

    @Test
    void theFirstMissingReferenceIsNamedContactsBeforeDealBeforeCompany() {
        // Given
        String body =
                """
                {"type":"call","contact_ids":["c1","c2"],"deal_id":"d1","company_id":"o1",
                 "entity_type":"campaign","entity_id":"unchecked"}\
                """;

        // When
        List<String> codes = new ArrayList<>();
        for (Subject next :
                List.of(
                        Subject.contact("c1"),
                        Subject.contact("c2"),
                        Subject.deal("d1"),
                        Subject.company("o1"))) {
            codes.add(post(body).json().at("/error/code").asText());
            known.add(next);
        }

        // Then
        assertThat(codes)
                .containsExactly(
                        "contact_not_found",
                        "contact_not_found",
                        "deal_not_found",
                        "company_not_found");
        assertThat(post(body).status()).isEqualTo(201);
    }

    @Test
    void whereNobodyKnowsWhetherAReferenceLivesTheAnswerIsNot404() {
        // Given
        referencesDown = Optional.of(new Found.Unreachable(Duration.ofMillis(1_500), "no answer"));

        // When
        var answer = post("{\"type\":\"call\",\"contact_id\":\"c1\"}");

        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("2");
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("references_unavailable");
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() {
        // Given
        String opening = "{\"type\":\"note\",\"description\":\"";
        String body = opening + "x".repeat(LIMIT - opening.length() - 2) + "\"}";

        // When
        var fits = post(body);
        var doesNot = post(body + " ");

        // Then
        assertThat(fits.status()).isEqualTo(201);
        assertThat(doesNot.status()).isEqualTo(413);
    }

    @Test
    void whoSaysNothingAboutTheTypeIsBelievedToSendJson() {
        // When
        var answers =
                List.of(
                        postAs("writer", "{\"type\":\"note\"}", "application/json; charset=UTF-8"),
                        postAs("writer", "{\"type\":\"note\"}", "application/vnd.api+json"),
                        door.as("writer").answer(untyped()));

        // Then
        assertThat(answers).extracting(HttpProbe.Answer::status).containsOnly(201);
    }

    private HttpRequest.Builder untyped() {
        var typed = door.as("writer").request(PATH).build();
        return HttpRequest.newBuilder(typed.uri())
                .header("Authorization", "Bearer writer")
                .POST(BodyPublishers.ofString("{\"type\":\"note\"}"));
    }

    private HttpProbe.Answer post(String body) {
        return door.as("writer").post(PATH, body);
    }

    private HttpProbe.Answer postAs(String key, String body, String type) {
        var probe = door.as(key);
        return probe.answer(
                probe.request(PATH)
                        .setHeader("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    private Found find(List<Subject> subjects) {
        return referencesDown.orElseGet(() ->
                subjects.stream()
                        .filter(subject -> !known.contains(subject))
                        .findFirst()
                        .<Found>map(Found.Missing::new)
                        .orElseGet(Found.All::new));
    }

    private Append append(Activity activity) {
        return logDown.orElseGet(() -> {
            appended.add(activity);
            return new Append.Appended(new Position(3, 41));
        });
    }
}
