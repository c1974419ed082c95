package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KeysFile;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookDoorsTest {

    private static final String PATH = "/v1/webhooks";
    private static final String BODY =
            "{\"url\":\"https://a.example/x\",\"events\":[\"activity.created\"],\"description\":\"mine\"}";
    private static final String KEYS =
            """
            {"keys": [
             {"key": "ada", "workspace": "acme", "user_id": "ada", "permissions": ["webhooks:write", "webhooks:read"]},
             {"key": "bob", "workspace": "acme", "user_id": "bob", "permissions": ["webhooks:read"]},
             {"key": "eve", "workspace": "evil", "user_id": "eve", "permissions": ["webhooks:write", "webhooks:read"]}]}
            """;
    private static final EndpointLimits LIMITS =
            EndpointLimits.read(
                    new SettingsReader(Map.of("W_PER_WORKSPACE", "3", "W_RETRY_AFTER", "1500ms")),
                    "W");

    @TempDir private Path directory;
    private final TestClock clock = TestClock.atNoon();
    private final MemoryEndpoints memory = new MemoryEndpoints();
    private final Map<String, HttpProbe> clients = new HashMap<>();
    private ActivityEnds.Ends ends = new ActivityEnds.Ends.Known(List.of(3L, 0L, 41L));
    private Set<Owner> live = Set.of(new Owner.Here());
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        var mint = new EndpointMint(Facts.secrets(), clock, new Random(5));
        var wait = new EffectiveWait(memory, () -> live, (_, _, _) -> false, Duration.ofSeconds(5));
        var publication = new Publication(memory, wait);
        var making = new EndpointCreation.Making(WebhookDoorsTest::urls, () -> ends, mint);
        var creation = new EndpointCreation(memory, making, publication, LIMITS);
        var search = new EndpointSearch(memory, LIMITS);
        var keys = KeysFile.read(Files.writeString(directory.resolve("keys.json"), KEYS));
        var gatekeeper = new Gatekeeper(keys, clock);
        List<Binding> bindings =
                Stream.of(
                                at(
                                        Routes.CREATE_WEBHOOK,
                                        new CreateWebhookEndpoint(creation, LIMITS.maxBody()),
                                        gatekeeper),
                                at(
                                        Routes.LIST_WEBHOOKS,
                                        new ListWebhooksEndpoint(search),
                                        gatekeeper),
                                at(Routes.GET_WEBHOOK, new GetWebhookEndpoint(search), gatekeeper),
                                at(
                                        Routes.DELETE_WEBHOOK,
                                        new DeleteWebhookEndpoint(search, mint, publication),
                                        gatekeeper))
                        .flatMap(each -> each)
                        .toList();
        server =
                new HttpServer(
                        "doors",
                        HttpServerSettings.anyLoopbackPort(),
                        bindings,
                        JsonEndpoint::render,
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    @AfterEach
    void close() {
        clients.values().forEach(HttpProbe::close);
        server.close();
    }

    @Test
    void whatIsCreatedShowsItsSecretOnceAndCountsFromNowOn() {
        // When
        Answer created = as("ada").post(PATH, BODY.replace("}", ",\"shade of\":1}"));

        // Then
        JsonNode webhook = created.json().at("/data/webhook");
        String id = webhook.path("id").asText();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Ledger-Effective")).contains("now");
        assertThat(created.header("Ledger-Ignored-Fields")).contains("shade%20of");
        assertThat(fields(webhook))
                .containsExactly(
                        "id", "url", "events", "description", "active", "secret", "created_at");
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(webhook.path("created_at").asText()).isEqualTo(Facts.NOON.toString());
        assertThat(memory.find("acme", id).orElseThrow().secrets())
                .containsExactly(new EndpointSecret(webhook.path("secret").asText()));
        assertThat(memory.find("acme", id).orElseThrow().from()).containsExactly(3L, 0L, 41L);
        assertThat(memory.facts).singleElement().extracting(Fact::recordedBy).isEqualTo("ada");
        assertThat(as("bob").get(PATH + "/" + id).body() + as("bob").get(PATH).body())
                .doesNotContain("secret", webhook.path("secret").asText());
    }

    @Test
    void aUrlIsJudgedAsTheCallersWorkspaceIsSet() {
        // Given
        String plain = BODY.replace("https:", "http:");

        // When
        Answer refused = as("ada").post(PATH, plain);
        Answer taken = as("eve").post(PATH, plain);

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("invalid_url");
        assertThat(refused.json().at("/error/message").asText()).isEqualTo("No TLS in acme.");
        assertThat(taken.status()).isEqualTo(201);
    }

    @Test
    void theListShowsTheNewestFirstAndHowTheLastDeliveryEnded() {
        // Given
        String old = create("ada");
        clock.advance(Duration.ofSeconds(1));
        String young = create("ada");
        Instant at = Facts.NOON.plusMillis(1_500);
        memory.append(EndpointFacts.health("acme", old, new LastDelivery(false, at), at));

        // When
        Answer list = as("bob").get(PATH);
        Answer one = as("bob").get(PATH + "/" + old.toUpperCase(Locale.ROOT));

        // Then
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().at("/data/webhooks").findValuesAsText("id"))
                .containsExactly(young, old);
        assertThat(list.json().at("/data/webhooks/0/last_delivery_status").isNull()).isTrue();
        assertThat(list.json().at("/data/webhooks/1")).isEqualTo(one.json().at("/data/webhook"));
        assertThat(fields(one.json().at("/data/webhook")))
                .containsExactly(
                        "id",
                        "url",
                        "events",
                        "description",
                        "active",
                        "created_at",
                        "last_delivery_status",
                        "last_delivery_at");
        assertThat(one.json().at("/data/webhook/last_delivery_status").asText())
                .isEqualTo("failed");
        assertThat(one.json().at("/data/webhook/last_delivery_at").asText())
                .isEqualTo(at.toString());
    }

    @Test
    void whatIsDeletedIsGone() {
        // Given
        String id = create("ada");

        // When
        Answer deleted = delete("ada", id);
        Answer again = delete("ada", id);

        // Then
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.header("Ledger-Effective")).contains("now");
        assertThat(again.status()).isEqualTo(404);
        assertThat(as("ada").get(PATH).json().at("/data/webhooks")).isEmpty();
        assertThat(as("ada").get(PATH + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void anotherWorkspacesWebhookIsNotThere() {
        // Given
        String id = create("ada");

        // When
        List<Answer> answers =
                List.of(
                        as("eve").get(PATH + "/" + id),
                        delete("eve", id),
                        as("ada").get(PATH + "/nonsense"),
                        as("ada").get(PATH + "/00000000-0000-4000-8000-000000000000"));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(404);
                    assertThat(code(answer)).isEqualTo("webhook_not_found");
                });
        assertThat(as("eve").get(PATH).json().at("/data/webhooks")).isEmpty();
        assertThat(memory.find("acme", id)).isPresent();
    }

    @Test
    void whatNotEveryInstanceConfirmsIsPending() {
        // Given
        live = Set.of(new Owner.Here(), new Owner.There("127.0.0.1", 1));

        // When
        Answer created = as("ada").post(PATH, BODY);

        // Then
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Ledger-Effective")).contains("pending");
    }

    @Test
    void moreThanAWorkspaceMayHaveAreRefused() {
        // Given
        IntStream.range(0, 3).forEach(_ -> create("ada"));

        // When
        Answer fourth = as("ada").post(PATH, BODY);

        // Then
        assertThat(fourth.status()).isEqualTo(400);
        assertThat(code(fourth)).isEqualTo("validation_error");
        assertThat(fourth.json().at("/error/message").asText()).contains("at most 3");
        assertThat(as("eve").post(PATH, BODY).status()).isEqualTo(201);
    }

    @Test
    void whileKafkaIsAwayNothingIsPromised() {
        // Given
        String id = create("ada");
        var away = new EndpointLog.Append.Unavailable(Duration.ofMillis(1_500), "away");

        // When
        List<Answer> answers = new ArrayList<>();
        ends = new ActivityEnds.Ends.Unknown("away");
        answers.add(as("ada").post(PATH, BODY));
        ends = new ActivityEnds.Ends.Known(List.of(0L));
        memory.refusal = Optional.of(away);
        answers.add(as("ada").post(PATH, BODY));
        answers.add(delete("ada", id));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(code(answer)).isEqualTo("log_unavailable");
                    assertThat(answer.header("Retry-After")).contains("2");
                });
        assertThat(memory.find("acme", id)).isPresent();
    }

    @Test
    void whatIsOldSaysSoAndItsAbsenceIsNoAnswer() {
        // Given
        String id = create("ada");
        memory.reading = new CaughtUp.Behind("away");

        // When
        Answer list = as("bob").get(PATH);
        Answer one = as("bob").get(PATH + "/" + id);
        Answer other = as("bob").get(PATH + "/00000000-0000-4000-8000-000000000000");

        // Then
        assertThat(List.of(list, one))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.header("Ledger-Stale")).contains("true");
                });
        assertThat(other.status()).isEqualTo(503);
        assertThat(code(other)).isEqualTo("webhooks_unavailable");
    }

    @Test
    void beforeTheFirstReadingNothingIsAnsweredAboutThem() {
        // Given
        memory.reading = new CaughtUp.Unread("not yet");

        // When
        List<Answer> answers =
                List.of(
                        as("ada").get(PATH),
                        as("ada").get(PATH + "/00000000-0000-4000-8000-000000000000"),
                        delete("ada", "00000000-0000-4000-8000-000000000000"),
                        as("ada").post(PATH, BODY));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(code(answer)).isEqualTo("webhooks_unavailable");
                    assertThat(answer.header("Retry-After")).contains("2");
                });
        assertThat(memory.facts).isEmpty();
    }

    @Test
    void refusalsComeInTheHousesOrder() {
        // When
        List<Answer> answers =
                List.of(
                        as("nobody").post(PATH, BODY),
                        as("bob").post(PATH, BODY),
                        as("ada").post(PATH, "x".repeat(LIMITS.maxBody().asInt() + 1)),
                        as("ada")
                                .answer(
                                        as("ada")
                                                .request(PATH)
                                                .setHeader("Content-Type", "text/plain")
                                                .POST(BodyPublishers.ofString(BODY))),
                        as("ada").post(PATH, "{}"));

        // Then
        assertThat(answers).extracting(Answer::status).containsExactly(401, 403, 413, 415, 400);
        assertThat(answers.getLast().json().at("/error/details/fields").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("url", "events");
    }

    /// Only `evil` lets webhooks go without TLS.
    private static ReceiverUrls urls(String workspace) {
        return new ReceiverUrls(
                url ->
                        "https".equals(url.getScheme()) || workspace.equals("evil")
                                ? Optional.empty()
                                : Optional.of("No TLS in " + workspace + "."),
                _ -> Optional.empty(),
                _ -> List.of(),
                Duration.ofSeconds(1));
    }

    private String create(String key) {
        return as(key).post(PATH, BODY).json().at("/data/webhook/id").asText();
    }

    private Answer delete(String key, String id) {
        return as(key).answer(as(key).request(PATH + "/" + id).DELETE());
    }

    private HttpProbe as(String key) {
        return clients.computeIfAbsent(
                key, _ -> new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), key));
    }

    private static String code(Answer answer) {
        return answer.json().at("/error/code").asText();
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Stream<Binding> at(Route route, AdmittedHandler handler, Gatekeeper gatekeeper) {
        var guard =
                new GuardedEndpoint(gatekeeper, route.permission(), JsonEndpoint::render, handler);
        return route.paths().stream().map(path -> new Binding(route.method(), path, guard));
    }
}
