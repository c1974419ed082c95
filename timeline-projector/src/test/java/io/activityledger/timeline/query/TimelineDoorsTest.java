package io.activityledger.timeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KeysFile;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Question.Look;
import io.activityledger.timeline.query.Reply.Freshness;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineDoorsTest {

    private static final String KEYS =
            """
            {"keys": [
              {"key": "reader", "workspace": "acme", "user_id": "u1",
               "permissions": ["activities:read"]},
              {"key": "writer", "workspace": "acme", "user_id": "u1",
               "permissions": ["activities:write"]},
              {"key": "spent", "workspace": "acme", "user_id": "u1",
               "permissions": ["activities:read"], "rate_limits": [{"requests": 1, "seconds": 3600}]}
            ]}
            """;
    private static final String LIST = "/v1/contacts/jane/activities";
    private static final ActivityId ID =
            ActivityId.parse("act_019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b").orElseThrow();

    @TempDir private Path directory;
    private final List<Asked> asked = new ArrayList<>();
    private Reply reply = new Reply.NotFound(Freshness.AS_ASKED, 7);
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        Path file = Files.writeString(directory.resolve("keys.json"), KEYS);
        var gatekeeper = new Gatekeeper(KeysFile.read(file), InstantSource.system());
        Timelines timelines =
                each -> {
                    asked.add(each);
                    return reply;
                };
        server =
                new HttpServer(
                        "doors",
                        HttpServerSettings.anyLoopbackPort(),
                        Stream.of(
                                        door(
                                                gatekeeper,
                                                Routes.GET_NODESTASH_ACTIVITY,
                                                GetActivityEndpoint.asNodestash(timelines)),
                                        door(
                                                gatekeeper,
                                                Routes.GET_ACTIVITY,
                                                GetActivityEndpoint.asLeadLex(timelines)),
                                        door(
                                                gatekeeper,
                                                Routes.LIST_CONTACT_ACTIVITIES,
                                                ListActivitiesEndpoint.ofContacts(timelines)))
                                .flatMap(each -> each)
                                .toList(),
                        new LeadLexErrors(),
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aBadKeyIsRefusedBeforeABadPage() {
        assertRefused(get("nobody", LIST + "?page=0"), 401, "invalid_key");
    }

    @Test
    void aMissingPermissionIsRefusedBeforeABadPage() {
        assertRefused(get("writer", LIST + "?page=0"), 403, "insufficient_permissions");
    }

    @Test
    void aSpentQuotaIsRefusedBeforeABadPage() {
        // Given
        get("spent", LIST);

        // When
        Answer answer = get("spent", LIST + "?page=0");

        // Then
        assertRefused(answer, 429, "rate_limited");
    }

    @Test
    void aBadPageIsRefusedBeforeAnyoneLooksForTheContact() {
        // When
        Answer answer = get("reader", LIST + "?page=0&per_page=500&from_date=soon");

        // Then
        assertRefused(answer, 400, "validation_error");
        assertThat(answer.json().at("/error/details/fields").fieldNames())
                .toIterable()
                .containsExactly("page", "per_page", "from_date");
        assertThat(asked).isEmpty();
    }

    @Test
    void aContactNobodyKnowsIsNotFoundUnderBothBasePaths() {
        for (String base : List.of("", "/functions/v1/api-gateway")) {
            assertRefused(get("reader", base + LIST), 404, "contact_not_found");
        }
    }

    @Test
    void anIdThatCannotBeOursIsNotFoundWithoutAskingAnyone() {
        for (String id : List.of("act_7f3c4d2a", "x", "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d")) {
            assertRefused(get("reader", "/v1/activities/" + id), 404, "activity_not_found");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void allSpellingsOfAnIdAskForTheSameActivityOfTheCallersWorkspace() {
        // Given
        List<String> spellings = List.of(ID.prefixed(), ID.bare(), ID.compact());

        // When
        spellings.forEach(id -> get("reader", "/v1/activities/" + id));

        // Then
        var question = new Question.OneActivity("acme", ID, Look.LEADLEX);
        assertThat(asked).hasSize(3).allMatch(each -> each.question().equals(question));
    }

    @Test
    void nodestashsDoorWrapsTheActivityAndNamesTheRequest() {
        // Given
        reply = new Reply.Found("{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8), Freshness.STALE);

        // When
        Answer answer = nodestash("reader", ID.compact());

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"data\":{\"id\":\"x\"},\"meta\":{\"request_id\":\"req-1\"}}");
        assertThat(answer.header("X-Request-Id")).contains("req-1");
        assertThat(answer.header("Ledger-Stale")).contains("true");
    }

    @Test
    void whatAStandbyToldIsLabelledAndSaysHowFarItGoes() {
        // Given
        var upTo = new Position(3, 41);
        reply = new Reply.StoodIn(new Reply.NotFound(Freshness.STALE, 41), upTo);

        // When
        Answer answer = nodestash("reader", ID.bare());

        // Then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Ledger-Stale")).contains("true");
        assertThat(answer.header("Ledger-Position")).contains(upTo.text());
    }

    @Test
    void nodestashsDoorTakesEverySpellingOfAnId() {
        // When
        Stream.of(ID.prefixed(), ID.bare(), ID.compact()).forEach(id -> nodestash("reader", id));

        // Then
        var question = new Question.OneActivity("acme", ID, Look.NODESTASH);
        assertThat(asked).hasSize(3).allMatch(each -> each.question().equals(question));
    }

    @Test
    void nodestashsDoorRefusesInNodestashsWords() {
        assertRefused(nodestash("reader", ID.bare()), 404, "NOT_FOUND");
        assertRefused(nodestash("reader", "act_7"), 404, "NOT_FOUND");
        assertRefused(nodestash("nobody", ID.bare()), 401, "INVALID_API_KEY");
        assertRefused(nodestash("writer", ID.bare()), 403, "INSUFFICIENT_SCOPE");
        reply = new Reply.Unavailable("nobody owns it");
        Answer answer = nodestash("reader", ID.bare());
        assertRefused(answer, 503, "SERVICE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.json().at("/meta/request_id").textValue()).isEqualTo("req-1");
    }

    @Test
    void whatIsAskedIsWhatTheRequestSays() {
        // Given
        var position = new Position(3, 12);

        // When
        try (var client = client("reader")) {
            client.answer(
                    client.request(LIST + "?page=2&per_page=7&type=call")
                            .header("Ledger-Position", position.text())
                            .GET());
        }

        // Then
        var query = new PageQuery(2, 7, List.of("call"), Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(asked)
                .containsExactly(
                        new Asked(
                                new Question.Timeline("acme", Subject.contact("jane"), query),
                                new Consistency.Including(position)));
    }

    @Test
    void aStaleAnswerSaysSo() {
        // Given
        reply = new Reply.Found("{}".getBytes(StandardCharsets.UTF_8), Freshness.STALE);

        // When
        Answer answer = get("reader", LIST);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Ledger-Stale")).contains("true");
    }

    @Test
    void aFreshAnswerDoesNotSayThatItIsStale() {
        // Given
        reply = new Reply.Found("{}".getBytes(StandardCharsets.UTF_8), Freshness.AS_ASKED);

        // When
        Answer answer = get("reader", LIST);

        // Then
        assertThat(answer.header("Ledger-Stale")).isEmpty();
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void whereNobodyCanAnswerTheReaderIsToldWhenToAskAgain() {
        // Given
        reply = new Reply.Unavailable("nobody owns it");

        // When
        Answer answer = get("reader", LIST);

        // Then
        assertRefused(answer, 503, "timeline_unavailable");
        assertThat(answer.header("Retry-After")).contains("1");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").textValue()).isEqualTo(code);
    }

    private Answer get(String key, String path) {
        try (var client = client(key)) {
            return client.get(path);
        }
    }

    private Answer nodestash(String key, String id) {
        try (var client = client(key)) {
            return client.answer(
                    client.request("/nodestash/v1/activities/" + id)
                            .header("X-Request-Id", "req-1")
                            .GET());
        }
    }

    private HttpProbe client(String key) {
        return new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), key);
    }

    private static Stream<Binding> door(
            Gatekeeper gatekeeper, Routes.Route route, AdmittedHandler handler) {
        var guarded =
                new GuardedEndpoint(gatekeeper, route.permission(), new LeadLexErrors(), handler);
        return route.paths().stream().map(path -> new Binding(route.method(), path, guarded));
    }
}
