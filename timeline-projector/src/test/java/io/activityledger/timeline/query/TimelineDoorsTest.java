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
import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.projection.Boundary;
import io.activityledger.timeline.projection.Place;
import io.activityledger.timeline.query.Question.Look;
import io.activityledger.timeline.query.Reply.Freshness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final String SUMMARY = "/v1/entities/ticket/7/activities/summary";
    private static final ActivityId ID =
            ActivityId.parse("act_019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b").orElseThrow();

    private static final PageCursors CURSORS =
            new PageCursors(new TokenSeal(List.of(Secret.of(new byte[32])), "page-cursors"));
    private static final Paging MIDDLE = new Paging(23, "the-next", "the-prev");

    @TempDir private Path directory;
    private final List<Asked> asked = new ArrayList<>();
    private Reply reply = new Reply.NotFound(Freshness.AS_ASKED, 7);
    private final List<WorkspaceLists.Wish> wished = new ArrayList<>();
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
                                                ListActivitiesEndpoint.ofContacts(
                                                        timelines, CURSORS)),
                                        door(
                                                gatekeeper,
                                                Routes.SUMMARIZE_ENTITY_ACTIVITIES,
                                                SummarizeActivitiesEndpoint.of(
                                                        Subject.Kind.ENTITY,
                                                        timelines,
                                                        () ->
                                                                Instant.parse(
                                                                        "2026-11-21T19:00:00Z"))),
                                        door(
                                                gatekeeper,
                                                Routes.QUERY_REEVO_ACTIVITIES,
                                                DialectListEndpoint.ofReevo(
                                                        timelines, CURSORS, this::list)),
                                        door(
                                                gatekeeper,
                                                Routes.LIST_NODESTASH_ACTIVITIES,
                                                DialectListEndpoint.ofNodestash(
                                                        timelines, CURSORS, this::list)))
                                .flatMap(each -> each)
                                .toList(),
                        new DialectErrors(),
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    /// Knows one cursor.
    private Optional<Reply> list(WorkspaceLists.Wish wish, Consistency consistency) {
        wished.add(wish);
        return Set.of("", "ours").contains(wish.cursor()) ? Optional.of(reply) : Optional.empty();
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
    void aSummaryIsOfTheDaysOfTheZone() {
        // Given
        reply = new Reply.Found(bytes("{}"), Freshness.STALE);

        // When
        Answer answer = get("reader", SUMMARY + "?tz=Asia/Kathmandu&from_date=2026-11-22");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Ledger-Stale")).contains("true");
        LocalDate today = LocalDate.of(2026, 11, 22);
        var days = new Days(today, today, ZoneId.of("Asia/Kathmandu"));
        var question = new Question.Summary("acme", Subject.entity("ticket", "7"), days);
        assertThat(asked).containsExactly(new Asked(question, new Consistency.ReadYourWrites()));
    }

    @Test
    void aSummaryInNoZoneIsRefusedByNamingWhatIsOne() {
        // When
        Answer answer = get("reader", SUMMARY + "?tz=Mars");

        // Then
        assertRefused(answer, 400, "validation_error");
        assertThat(answer.json().at("/error/details/fields/tz").textValue())
                .contains("time zone of the IANA database");
        assertThat(asked).isEmpty();
    }

    @Test
    void linksLeadFromPageToPageByNumber() {
        // Given
        reply = new Reply.Found(bytes("{}"), Freshness.AS_ASKED, MIDDLE);

        // When
        Answer answer = get("reader", LIST + "?page=2&per_page=10&type=a%2Cb&from_date=2026-01-01");

        // Then
        String start = "<" + LIST + "?per_page=10&type=a%2Cb&from_date=2026-01-01&page=";
        assertThat(answer.header("Link"))
                .contains(
                        start
                                + "3>; rel=\"next\", "
                                + start
                                + "1>; rel=\"prev\", "
                                + start
                                + "1>; rel=\"first\", "
                                + start
                                + "3>; rel=\"last\"");
    }

    @Test
    void linksLeadFromCursorToCursor() {
        // Given
        reply = new Reply.Found(bytes("{}"), Freshness.AS_ASKED, MIDDLE);

        // When
        Answer answer = get("reader", LIST + "?per_page=10&cursor=" + cursor("jane"));

        // Then
        String start = "<" + LIST + "?per_page=10";
        assertThat(answer.header("Link"))
                .contains(
                        start
                                + "&cursor=the-next>; rel=\"next\", "
                                + start
                                + "&cursor=the-prev>; rel=\"prev\", "
                                + start
                                + ">; rel=\"first\"");
    }

    @Test
    void aCursorIsOfItsSubjectItsWorkspaceAndItsFilterOnly() {
        // Given
        String jane = cursor("jane");
        var elsewhere =
                new Question.Timeline(
                        "other", Subject.contact("jane"), new PageQuery(1, 1, List.of(), 0, 1));
        String others = CURSORS.sealed(new Place.From(Boundary.START), elsewhere);

        // Then
        assertThat(get("reader", LIST + "?cursor=" + jane).status()).isEqualTo(404);
        for (String path :
                List.of(
                        "/v1/contacts/john/activities?cursor=" + jane,
                        LIST + "?type=call&cursor=" + jane,
                        LIST + "?from_date=2026-01-01&cursor=" + jane,
                        LIST + "?created_by=ada&cursor=" + jane,
                        LIST + "?cursor=" + others,
                        LIST + "?cursor=" + jane.substring(1))) {
            Answer answer = get("reader", path);
            assertRefused(answer, 400, "validation_error");
            assertThat(answer.json().at("/error/message").textValue())
                    .contains("cursor must be a meta.next_cursor");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void nodestashsListTellsWhereToGoOn() {
        // Given
        reply = new Reply.Found(bytes("[{\"id\":1}]"), Freshness.AS_ASKED, MIDDLE);

        // When
        Answer answer =
                get(
                        "reader",
                        "/nodestash/v1/activities?contact_id=ct_1&deal_id=dl_1&type=call,note"
                                + "&is_done=true&limit=7&sort=created_at");

        // Then
        assertThat(answer.json().at("/data").toString()).isEqualTo("[{\"id\":1}]");
        assertThat(answer.json().at("/meta/pagination").toString())
                .isEqualTo("{\"next_cursor\":\"the-next\",\"has_more\":true}");
        var condition =
                new Condition(
                        List.of(),
                        List.of(),
                        List.of(Subject.deal("dl_1")),
                        Condition.Done.YES,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        var filter = new Filter(List.of("call", "note"), Long.MIN_VALUE, Long.MAX_VALUE, condition);
        var query =
                new PageQuery(
                        new Place.Until(Boundary.END), 7, PageQuery.Order.OLDEST_FIRST, filter);
        assertThat(asked)
                .extracting(Asked::question)
                .containsExactly(
                        new Question.Timeline(
                                "acme", Subject.contact("ct_1"), query, Look.NODESTASH));
    }

    @Test
    void whereNobodyIsNamedTheWholeWorkspaceIsListed() {
        // Given
        reply = new Reply.Found(bytes("[1]"), Freshness.AS_ASKED, new Paging(-1, "ours", ""));

        // When
        Answer nodestash =
                get("reader", "/nodestash/v1/activities?is_done=false&sort=created_at&limit=3");
        Answer reevo = post("reader", "/api/v2/activity/_query", "{\"cursor\":\"ours\"}");

        // Then
        assertThat(nodestash.json().at("/meta/pagination/next_cursor").textValue())
                .isEqualTo("ours");
        assertThat(reevo.body()).isEqualTo("{\"data\":[1],\"next_cursor\":\"ours\"}");
        var open =
                new Condition(
                        List.of(),
                        List.of(),
                        List.of(),
                        Condition.Done.NO,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        var notDone = new Filter(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, open);
        assertThat(wished)
                .containsExactly(
                        new WorkspaceLists.Wish(
                                "acme",
                                notDone,
                                PageQuery.Order.OLDEST_FIRST,
                                Look.NODESTASH,
                                3,
                                ""),
                        new WorkspaceLists.Wish(
                                "acme",
                                Filter.NONE,
                                PageQuery.Order.NEWEST_FIRST,
                                Look.REEVO,
                                50,
                                "ours"));
        assertThat(asked).isEmpty();
    }

    @Test
    void aWorkspacesListRefusesWhatItCannotAnswerInTheDialectsWords() {
        assertRefused(
                get("reader", "/nodestash/v1/activities?cursor=theirs"), 400, "VALIDATION_ERROR");
        assertRefused(
                get("reader", "/nodestash/v1/activities?sort=due_date"), 400, "VALIDATION_ERROR");
        Answer foreign = post("reader", "/api/v2/activity/_query", "{\"cursor\":\"theirs\"}");
        assertThat(foreign.status()).isEqualTo(422);
        reply = new Reply.Unavailable("a partition has no owner");
        assertRefused(get("reader", "/nodestash/v1/activities"), 503, "SERVICE_UNAVAILABLE");
        assertThat(post("reader", "/api/v2/activity/_query", "{}").status()).isEqualTo(503);
    }

    @Test
    void aListOfSomebodyUnknownIsEmptyInTheOtherDialects() {
        // When
        Answer nodestash = get("reader", "/nodestash/v1/activities?contact_id=ct_1");
        Answer reevo = post("reader", "/api/v2/activity/_query", "{\"contact_id\":\"c\"}");

        // Then
        assertThat(nodestash.json().at("/data").toString()).isEqualTo("[]");
        assertThat(nodestash.json().at("/meta/pagination").toString())
                .isEqualTo("{\"next_cursor\":null,\"has_more\":false}");
        assertThat(reevo.body()).isEqualTo("{\"data\":[],\"next_cursor\":null}");
    }

    @Test
    void reevosQueryIsAskedUnderBothBasePathsAndItsCursorIsItsOwn() {
        // Given
        reply = new Reply.Found(bytes("[1]"), Freshness.STALE, MIDDLE);

        for (String base : List.of("", "/reevo")) {
            // When
            Answer page =
                    post(
                            "reader",
                            base + "/api/v2/activity/_query",
                            "{\"account_id\":{\"value\":\"A\",\"value_type\":\"string\"},\"created_from\":"
                                    + "\"2026-01-01\",\"created_to\":\"2026-01-02\",\"limit\":3}");
            Answer foreign =
                    post(
                            "reader",
                            base + "/api/v2/activity/_query",
                            "{\"contact_id\":\"c\",\"cursor\":\"" + cursor("jane") + "\"}");
            Answer faulty =
                    post(
                            "reader",
                            base + "/api/v2/activity/_query",
                            "{\"filters\":[],\"limit\":0}");

            // Then
            assertThat(page.body()).isEqualTo("{\"data\":[1],\"next_cursor\":\"the-next\"}");
            assertThat(page.header("Ledger-Stale")).contains("true");
            assertThat(foreign.status()).isEqualTo(422);
            assertThat(foreign.json().at("/detail/0/loc/1").textValue()).isEqualTo("cursor");
            assertThat(faulty.json().at("/detail").size()).isEqualTo(2);
        }
        long from = java.time.Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        assertThat(asked)
                .hasSize(2)
                .allSatisfy(each -> {
                    var question = (Question.Timeline) each.question();
                    assertThat(question.subject()).isEqualTo(Subject.company("A"));
                    Filter filter = question.query().filter();
                    assertThat(filter.condition().recordedFrom()).isEqualTo(from);
                    assertThat(filter.toMillis()).isEqualTo(from + 2 * 86_400_000L);
                });
    }

    @Test
    void theOtherDialectsListsRefuseInTheirOwnWords() {
        assertRefused(
                get("reader", "/nodestash/v1/activities?contact_id=a&limit=0&type=lunch&sort=x"),
                400,
                "VALIDATION_ERROR");
        assertRefused(
                get("reader", "/nodestash/v1/activities?contact_id=a&sort=due_date"),
                400,
                "VALIDATION_ERROR");
        assertRefused(get("writer", "/nodestash/v1/activities"), 403, "INSUFFICIENT_SCOPE");
        assertThat(post("writer", "/api/v2/activity/_query", "{}").status()).isEqualTo(403);
        assertThat(post("reader", "/api/v2/activity/_query", "{").status()).isEqualTo(422);
        assertThat(asked).isEmpty();
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Of that contact's whole timeline.
    private static String cursor(String contact) {
        var query = new PageQuery(1, 1, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
        var question = new Question.Timeline("acme", Subject.contact(contact), query);
        return CURSORS.sealed(new Place.From(Boundary.START), question);
    }

    private Answer post(String key, String path, String body) {
        try (var client = client(key)) {
            return client.answer(
                    client.request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
        }
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
                new GuardedEndpoint(gatekeeper, route.permission(), new DialectErrors(), handler);
        return route.paths().stream().map(path -> new Binding(route.method(), path, guarded));
    }
}
