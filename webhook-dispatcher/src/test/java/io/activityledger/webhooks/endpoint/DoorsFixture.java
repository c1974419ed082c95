package io.activityledger.webhooks.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KeysFile;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.TestClock;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The doors of this package over a topic in memory, and clients at them: `ada` may write in
/// `acme`, `bob` read there, `eve` write in `evil`.
abstract class DoorsFixture {

    static final String PATH = "/v1/webhooks";
    static final String BODY =
            "{\"url\":\"https://a.example/x\",\"events\":[\"activity.created\"],\"description\":\"mine\"}";
    private static final String KEYS =
            """
            {"keys": [
             {"key": "ada", "workspace": "acme", "user_id": "ada", "permissions": ["webhooks:write", "webhooks:read"]},
             {"key": "bob", "workspace": "acme", "user_id": "bob", "permissions": ["webhooks:read"]},
             {"key": "eve", "workspace": "evil", "user_id": "eve", "permissions": ["webhooks:write", "webhooks:read"]}]}
            """;
    static final EndpointLimits LIMITS =
            EndpointLimits.read(
                    new SettingsReader(Map.of("W_PER_WORKSPACE", "3", "W_RETRY_AFTER", "1500ms")),
                    "W");

    @TempDir private Path directory;
    final TestClock clock = TestClock.atNoon();
    final MemoryEndpoints memory = new MemoryEndpoints();
    private final Map<String, HttpProbe> clients = new HashMap<>();
    ActivityEnds.Ends ends = new ActivityEnds.Ends.Known(List.of(3L, 0L, 41L));
    Set<Owner> live = Set.of(new Owner.Here());
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        var mint = new EndpointMint(Facts.secrets(), clock, new Random(5));
        var wait = new EffectiveWait(memory, () -> live, (_, _, _) -> false, Duration.ofSeconds(5));
        var publication = new Publication(memory, wait);
        var making = new EndpointCreation.Making(DoorsFixture::urls, () -> ends, mint);
        var creation = new EndpointCreation(memory, making, publication, LIMITS);
        var search = new EndpointSearch(memory, LIMITS);
        var update = new EndpointUpdate(search, DoorsFixture::urls, mint, publication);
        var rotation = new EndpointRotation(search, mint, publication);
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
                                        gatekeeper),
                                at(
                                        Routes.UPDATE_WEBHOOK,
                                        new UpdateWebhookEndpoint(update, LIMITS.maxBody()),
                                        gatekeeper),
                                at(
                                        Routes.ROTATE_WEBHOOK_SECRET,
                                        new RotateSecretEndpoint(rotation, LIMITS.maxBody()),
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

    String create(String key) {
        return as(key).post(PATH, BODY).json().at("/data/webhook/id").asText();
    }

    Answer delete(String key, String id) {
        return as(key).answer(as(key).request(PATH + "/" + id).DELETE());
    }

    Answer patch(String key, String id, String body) {
        HttpProbe client = as(key);
        return client.answer(
                client.request(PATH + "/" + id).method("PATCH", BodyPublishers.ofString(body)));
    }

    HttpProbe as(String key) {
        return clients.computeIfAbsent(
                key, _ -> new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), key));
    }

    static String code(Answer answer) {
        return answer.json().at("/error/code").asText();
    }

    static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Stream<Binding> at(Route route, AdmittedHandler handler, Gatekeeper gatekeeper) {
        var guard =
                new GuardedEndpoint(gatekeeper, route.permission(), JsonEndpoint::render, handler);
        return route.paths().stream().map(path -> new Binding(route.method(), path, guard));
    }
}
