package io.activityledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys and settings made at one instance count at another, and end there.
class WorkspaceIT {

    private static final String KEYS = "/v1/api-keys";
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String PAGE = "https://app.example.com";

    @TempDir static Path temp;

    private static EmbeddedBroker broker;
    private static RegistryOverHttp registry;
    private static RunningIngest here;
    private static RunningIngest there;

    @BeforeAll
    static void start() throws Exception {
        broker =
                new EmbeddedBroker(
                        new EmbeddedBrokerSettings(
                                temp.resolve("broker"), Ports.anyFree(), Ports.anyFree()));
        broker.start();
        registry = new RegistryOverHttp(new FakeSchemaRegistry());
        here = run("here");
        there = run("there");
        here.ready();
        there.ready();
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
        registry.close();
        broker.close();
    }

    @Test
    void aKeyMadeHereCountsThereAtOnceAndIsNeverShownAgain() {
        // Given
        JsonNode made = make("\"contacts:write\",\"activities:write\"", "");

        // When
        try (var elsewhere = there.as(made.path("key").asText())) {
            long began = System.nanoTime();
            Answer answer = elsewhere.put("/v1/contacts/c1", "{}");
            tell("fresh key at the other instance", began);

            // Then
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            assertThat(elsewhere.get(KEYS).status()).isEqualTo(403);
        }
        assertThat(made.path("key").asText()).matches("wbk_live_[0-9A-Za-z]{32}");
        assertThat(here.client().get(KEYS).body())
                .contains(made.path("id").asText())
                .contains(made.path("prefix").asText())
                .doesNotContain(made.path("key").asText());
        JsonNode shown = here.client().get(KEYS + "/" + made.path("id").asText()).json();
        assertThat(shown.path("data").has("key")).isFalse();
        assertThat(shown.path("data").path("name").asText()).isEqualTo("test");
    }

    @Test
    void ofRequestsWithOneIdempotencyKeyOneMakesAKeyAndTheOthersAreToldWhich() throws Exception {
        // Given
        String body = "{\"name\":\"once\",\"permissions\":[\"activities:write\"],\"mood\":1}";
        List<Callable<Answer>> requests =
                IntStream.range(0, 8)
                        .<Callable<Answer>>mapToObj(
                                at -> () -> makeOnce(at % 2 == 0 ? here : there, body))
                        .toList();

        // When
        List<Answer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> each : threads.invokeAll(requests)) {
                answers.add(each.get());
            }
        }
        answers.add(makeOnce(there, body));

        // Then
        List<Answer> made = answers.stream().filter(each -> each.status() == 201).toList();
        assertThat(made).as(answers.toString()).hasSize(1);
        String id = made.getFirst().json().at("/data/id").asText();
        assertThat(made.getFirst().header("Ledger-Ignored-Fields")).contains("mood");
        assertThat(answers)
                .filteredOn(each -> each.status() != 201)
                .hasSize(8)
                .allSatisfy(each -> {
                    assertThat(each.status()).isEqualTo(409);
                    assertThat(each.json().at("/error/code").asText())
                            .isEqualTo("api_key_made_before");
                    assertThat(each.json().at("/error/message").asText()).contains(id);
                });
        assertThat(here.client().get(KEYS).json().at("/data/api_keys").findValuesAsText("name"))
                .containsOnlyOnce("once");
        try (var holder = there.as(made.getFirst().json().at("/data/key").asText())) {
            assertThat(holder.post("/v1/activities", "{\"type\":\"note\"}").status())
                    .isEqualTo(201);
        }
    }

    private static Answer makeOnce(RunningIngest at, String body) {
        HttpProbe client = at.client();
        return client.answer(
                client.request(KEYS)
                        .header("Idempotency-Key", "first-key")
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void aRevokedKeyIsRefusedEverywhereWithinASecond() {
        // Given
        JsonNode made = make("\"contacts:write\"", "");
        try (var near = here.as(made.path("key").asText());
                var far = there.as(made.path("key").asText())) {
            assertThat(far.put("/v1/contacts/c1", "{}").status()).isLessThan(300);

            // When
            Answer gone = delete(KEYS + "/" + made.path("id").asText());
            long began = System.nanoTime();

            // Then
            assertThat(gone.status()).isEqualTo(204);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(A_SECOND)
                    .until(() -> far.put("/v1/contacts/c1", "{}").status() == 401);
            tell("revocation at the other instance", began);
            assertThat(near.put("/v1/contacts/c1", "{}").status()).isEqualTo(401);
            assertThat(delete(KEYS + "/" + made.path("id").asText()).status()).isEqualTo(404);
        }
    }

    @Test
    void theUserOfAKeyIsTheAuthorOfWhatItWrites() {
        // Given
        JsonNode given = make("\"activities:write\"", ",\"user_id\":\"u-7\"");
        JsonNode fresh = make("\"activities:write\"", "");

        // When
        String body = "{\"type\":\"note\"}";
        try (var first = here.as(given.path("key").asText());
                var second = here.as(fresh.path("key").asText())) {
            // Then
            assertThat(author(first.post("/v1/activities", body))).isEqualTo("u-7");
            assertThat(author(second.post("/v1/activities", body)))
                    .isEqualTo(fresh.path("user_id").asText())
                    .matches("[0-9a-f-]{36}");
        }
    }

    @Test
    void aMeteredKeyIsToldOfItsLimits() {
        // Given
        JsonNode made = make("\"contacts:write\"", "");

        // When
        try (var metered = here.as(made.path("key").asText())) {
            Answer answer = metered.put("/v1/contacts/c9", "{}");

            // Then
            assertThat(answer.header("RateLimit-Policy")).isPresent();
            assertThat(answer.header("X-RateLimit-Limit")).contains("1000");
            assertThat(answer.header("X-Request-Id")).isPresent();
        }
    }

    @Test
    void aWorkspaceTurnsTheCheckOfItsReferencesOffAndOn() {
        // Given
        String lost = "{\"type\":\"note\",\"contact_id\":\"nobody-knows\"}";
        assertThat(here.client().post("/v1/activities", lost).status()).isEqualTo(404);

        // When
        Answer changed = patch("{\"reference_check\":false}");

        // Then
        assertThat(changed.json().at("/data/workspace/reference_check").asBoolean(true)).isFalse();
        assertThat(here.client().post("/v1/activities", lost).status()).isEqualTo(201);
        assertThat(patch("{\"reference_check\":true}").status()).isEqualTo(200);
        assertThat(here.client().post("/v1/activities", lost).status()).isEqualTo(404);
    }

    @Test
    void pagesOfAnAllowedOriginMayCallAndOthersMayNot() {
        // Given
        assertThat(preflight(PAGE).header("Access-Control-Allow-Origin")).isEmpty();

        // When
        patch("{\"allowed_origins\":[\"" + PAGE + "\"]}");

        // Then
        Answer allowed = preflight(PAGE);
        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.header("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(allowed.header("Access-Control-Allow-Methods").orElseThrow()).contains("PUT");
        assertThat(preflight("https://evil.example").header("Access-Control-Allow-Origin"))
                .isEmpty();
        Answer answer =
                here.client().answer(here.client().request(KEYS).header("Origin", PAGE).GET());
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow())
                .contains("Ledger-Position");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    private static JsonNode make(String permissions, String more) {
        Answer made =
                here.client()
                        .post(
                                KEYS,
                                "{\"name\":\"test\",\"permissions\":["
                                        + permissions
                                        + "]"
                                        + more
                                        + "}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json().path("data");
    }

    private static String author(Answer created) {
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().at("/data/activity/created_by_user_id").asText();
    }

    private static Answer delete(String path) {
        HttpProbe client = here.client();
        return client.answer(client.request(path).DELETE());
    }

    private static Answer patch(String json) {
        HttpProbe client = here.client();
        Answer answer =
                client.answer(
                        client.request("/v1/workspace")
                                .method("PATCH", BodyPublishers.ofString(json)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private static Answer preflight(String origin) {
        try (var nobody = here.as("")) {
            return nobody.answer(
                    nobody.request("/v1/contacts/c1")
                            .header("Origin", origin)
                            .header("Access-Control-Request-Method", "PUT")
                            .method("OPTIONS", BodyPublishers.noBody()));
        }
    }

    private static void tell(String what, long began) {
        System.out.printf("%s: %.1f ms%n", what, (System.nanoTime() - began) / 1e6);
    }

    private static RunningIngest run(String name) {
        return new RunningIngest(
                broker.bootstrapServers(), registry.uri(), temp.resolve("data-" + name));
    }
}
