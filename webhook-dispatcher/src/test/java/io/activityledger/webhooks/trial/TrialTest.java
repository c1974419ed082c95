package io.activityledger.webhooks.trial;

import static io.activityledger.testkit.ReceiverReply.answers;
import static io.activityledger.testkit.ReceiverReply.hangs;
import static io.activityledger.testkit.ReceiverReply.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.KeysFile;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.schemas.Routes;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.testkit.ScriptedReceiver;
import io.activityledger.webhooks.endpoint.CustomHeaders;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointLimits;
import io.activityledger.webhooks.endpoint.EndpointSearch;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.endpoint.EndpointSettings;
import io.activityledger.webhooks.endpoint.JsonEndpoint;
import io.activityledger.webhooks.endpoint.KnownEndpoints;
import io.activityledger.webhooks.receiver.AddressRules;
import io.activityledger.webhooks.receiver.AddressSettings;
import io.activityledger.webhooks.receiver.HttpReceiverClient;
import io.activityledger.webhooks.receiver.NameResolver;
import io.activityledger.webhooks.receiver.Network;
import io.activityledger.webhooks.receiver.ReceiverLimits;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrialTest implements KnownEndpoints {

    private static final String ID = "5e0c3a52-8f1d-4b7e-9a36-c2d4e6f80a1b";
    private static final String PATH = "/v1/webhooks/" + ID + "/test";
    private static final EndpointSecret SECRET =
            new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final String KEYS =
            """
            {"keys": [
             {"key": "ada", "workspace": "acme", "user_id": "ada", "permissions": ["webhooks:write"]},
             {"key": "bob", "workspace": "acme", "user_id": "bob", "permissions": ["webhooks:read"]},
             {"key": "eve", "workspace": "evil", "user_id": "eve", "permissions": ["webhooks:write"]}]}
            """;

    @TempDir private Path directory;
    private final ScriptedReceiver receiver = new ScriptedReceiver();
    private final List<HttpProbe> clients = new ArrayList<>();
    private URI url = receiver.url("/hook");
    private Duration timeout = Duration.ofSeconds(15);
    private HttpReceiverClient receivers;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        var rules =
                new AddressRules(
                        new AddressSettings(
                                true, List.of(Network.parse("127.0.0.0/8").orElseThrow())),
                        _ -> false);
        receivers =
                new HttpReceiverClient(
                        rules,
                        NameResolver.ofMachine(),
                        ReceiverLimits.usual(),
                        InstantSource.system());
        receivers.start();
        var limits = EndpointLimits.read(new SettingsReader(Map.of()), "W");
        var chance = new Trial.Chance(InstantSource.system(), new Random(5));
        var trial = new Trial(new EndpointSearch(this, limits), receivers::ask, chance, 2);
        var keys = KeysFile.read(Files.writeString(directory.resolve("keys.json"), KEYS));
        server =
                new HttpServer(
                        "trial",
                        HttpServerSettings.anyLoopbackPort(),
                        GuardedEndpoint.at(
                                        Routes.TEST_WEBHOOK,
                                        new Gatekeeper(keys, InstantSource.system()),
                                        JsonEndpoint::render,
                                        new TestWebhookEndpoint(trial))
                                .toList(),
                        JsonEndpoint::render,
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    @AfterEach
    void close() {
        clients.forEach(HttpProbe::close);
        server.close();
        receivers.close();
        receiver.close();
    }

    @Test
    void aSampleThatSaysSoArrivesSignedAndItsAnswerIsShown() throws Exception {
        // Given
        receiver.plays(answers(201, Map.of("Content-Type", "text/plain"), "thanks"));

        // When
        Answer answer = as("ada").post(PATH, "");

        // Then
        JsonNode test = answer.json().at("/data/test");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(test.path("delivered").asBoolean()).isTrue();
        assertThat(test.path("response_status_code").asInt()).isEqualTo(201);
        assertThat(test.path("response_body").asText()).isEqualTo("thanks");
        assertThat(test.path("response_headers").toString())
                .isEqualTo("{\"content-type\":\"text/plain\"}");
        assertThat(test.path("error").isNull()).isTrue();
        ReceivedRequest request = receiver.received().getFirst();
        assertThat(request.text()).contains("\"type\":\"activity.created\"", "\"test\":true");
        assertThat(request.header("webhook-id")).isEqualTo(test.path("webhook_id").asText());
        assertThat(request.header("X-LeadLex-Delivery-ID"))
                .isEqualTo(test.path("delivery_id").asText());
        assertThat(request.header("X-Team")).isEqualTo("crm");
        new Webhook(SECRET.text()).verify(request.text(), standardHeaders(request));
    }

    @Test
    void aReceiverThatFailsIsAnAnswerToo() {
        // Given
        receiver.plays(answers(500, Map.of(), "x".repeat(5_000)));

        // When
        Answer answer = as("ada").post(PATH, "{}");

        // Then
        JsonNode test = answer.json().at("/data/test");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(test.path("delivered").asBoolean()).isFalse();
        assertThat(test.path("response_body").asText()).hasSize(2_048);
        assertThat(test.path("error").asText()).isEqualTo("http_error");
        assertThat(test.path("error_detail").asText()).isEqualTo("the receiver answered 500");
    }

    @Test
    void aReceiverThatHangsIsGivenUpAtItsTimeout() {
        // Given
        receiver.andThen(hangs());
        timeout = Duration.ofSeconds(1);

        // When
        Answer answer = as("ada").post(PATH, "");

        // Then
        JsonNode test = answer.json().at("/data/test");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(test.path("response_status_code").isNull()).isTrue();
        assertThat(test.path("error").asText()).isEqualTo("timeout");
        assertThat(test.path("duration_ms").asLong()).isBetween(900L, 10_000L);
    }

    @Test
    void noSampleGoesInwards() {
        // Given
        url = URI.create("http://169.254.169.254/latest/meta-data/");

        // When
        Answer answer = as("ada").post(PATH, "");

        // Then
        JsonNode test = answer.json().at("/data/test");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(test.path("error").asText()).isEqualTo("connection_refused");
        assertThat(test.path("error_detail").asText()).startsWith("address refused: ");
    }

    @Test
    void beyondTheBoundNobodyWaits() throws Exception {
        // Given
        var latch = new CountDownLatch(1);
        receiver.andThen(waits(latch, answers(200)));
        List<FutureTask<Answer>> first = new ArrayList<>();
        for (int each = 0; each < 2; each++) {
            HttpProbe client = as("ada");
            var task = new FutureTask<>(() -> client.post(PATH, ""));
            Thread.startVirtualThread(task);
            first.add(task);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.received().size() == 2);

        // When
        Answer third = as("ada").post(PATH, "");
        latch.countDown();

        // Then
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.json().at("/error/code").asText()).isEqualTo("overloaded");
        assertThat(third.header("Retry-After")).contains("1");
        assertThat(first.get(0).get().status()).isEqualTo(200);
        assertThat(first.get(1).get().status()).isEqualTo(200);
        assertThat(as("ada").post(PATH, "").status()).isEqualTo(200);
    }

    @Test
    void whoIsNotThereOrNotAllowedSendsNothing() {
        // When
        List<Answer> answers =
                List.of(
                        as("eve").post(PATH, ""),
                        as("ada").post("/v1/webhooks/nonsense/test", ""),
                        as("bob").post(PATH, ""),
                        as("nobody").post(PATH, ""));

        // Then
        assertThat(answers).extracting(Answer::status).containsExactly(404, 404, 403, 401);
        assertThat(receiver.connections()).isZero();
    }

    private HttpProbe as(String key) {
        var client = new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), key);
        clients.add(client);
        return client;
    }

    private static Map<String, List<String>> standardHeaders(ReceivedRequest request) {
        return Map.of(
                "webhook-id", List.of(request.header("webhook-id")),
                "webhook-timestamp", List.of(request.header("webhook-timestamp")),
                "webhook-signature", List.of(request.header("webhook-signature")));
    }

    /// One that is not active: it may be tried before it is.
    private Endpoint endpoint() {
        EndpointSettings usual = EndpointSettings.usual();
        return new Endpoint(
                "acme",
                ID,
                url,
                List.of("deal.created"),
                null,
                false,
                List.of(SECRET),
                List.of(0L),
                Instant.EPOCH,
                null,
                new EndpointSettings(
                        usual.filter(),
                        null,
                        null,
                        usual.ordering(),
                        new CustomHeaders(Map.of("X-Team", "crm")),
                        timeout,
                        null));
    }

    @Override
    public List<Endpoint> of(String workspaceId) {
        return workspaceId.equals("acme") ? List.of(endpoint()) : List.of();
    }

    @Override
    public Optional<Endpoint> find(String workspaceId, String endpointId) {
        return of(workspaceId).stream().filter(it -> it.id().equals(endpointId)).findFirst();
    }

    @Override
    public void catchUp() {}

    @Override
    public CaughtUp freshened(Duration patience) {
        return new CaughtUp.Current();
    }
}
