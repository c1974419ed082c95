package io.activityledger.standalone;

import io.activityledger.access.AccessSettings;
import io.activityledger.access.DevelopmentKey;
import io.activityledger.access.KafkaAccess;
import io.activityledger.ingest.IngestApi;
import io.activityledger.ingest.IngestSettings;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.timeline.TimelineProjector;
import io.activityledger.timeline.TimelineSettings;
import io.activityledger.webhooks.WebhookDispatcher;
import io.activityledger.webhooks.WebhookSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All services of one house behind one server.
///
/// ```
/// access ─▶ ingest ───┐
///           timelines ┼─▶ http
///           webhooks ─┘
/// ```
///
/// Started and closed by one thread.
final class HouseServices implements AutoCloseable {

    private final KafkaAccess access;
    private final IngestApi ingest;
    private final TimelineProjector timelines;
    private final WebhookDispatcher webhooks;
    private final Readiness readiness = new Readiness();
    private final HttpServer http;

    HouseServices(Map<String, String> variables, Path keysFile) {
        var own = SystemEnvironment.ofThisProcess();
        var environment = new SystemEnvironment(variables, own.clock(), own.dice());
        var reader = new SettingsReader(withKeysFile(variables, keysFile));
        var ingestSettings = IngestSettings.read(reader);
        var timelineSettings = TimelineSettings.read(reader);
        var webhookSettings = WebhookSettings.read(reader);
        var httpSettings = HttpServerSettings.read(reader, "LEDGER_HTTP", 0);
        var accessSettings = AccessSettings.read(reader).and(DevelopmentKey.ring());
        reader.finish();

        access = new KafkaAccess(accessSettings, environment.clock());
        var gatekeeper = access.gatekeeper();
        var workspaces = access.workspaces();
        var metrics = Metrics.ofThisProcess();
        ingest = new IngestApi(ingestSettings, access, environment, metrics);
        timelines =
                new TimelineProjector(
                        timelineSettings, gatekeeper, workspaces, environment, metrics);
        webhooks =
                new WebhookDispatcher(
                        webhookSettings, gatekeeper, workspaces, environment, metrics);
        readiness.require("access", access::readiness);
        readiness.require("ingest", () -> summary(ingest.readiness()));
        readiness.require("timelines", () -> summary(timelines.readiness()));
        readiness.require("webhooks", () -> summary(webhooks.readiness()));
        http =
                new HttpServer(
                        "http",
                        httpSettings,
                        access.withPreflights(bindings()),
                        TimelineProjector.errors(),
                        readiness,
                        metrics);
    }

    void start() {
        access.start();
        ingest.start();
        timelines.start();
        webhooks.start();
        http.start();
    }

    /// What is not ready yet; empty when everything is.
    Optional<String> missing() {
        List<String> sentences = sentences(readiness);
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences));
    }

    @Override
    public void close() {
        http.close();
        webhooks.close();
        timelines.close();
        ingest.close();
        access.close();
    }

    private List<Binding> bindings() {
        return Stream.of(ingest.bindings(), timelines.bindings(), webhooks.bindings())
                .flatMap(List::stream)
                .toList();
    }

    /// Further keys stand beside the data, if there are any.
    private static Map<String, String> withKeysFile(Map<String, String> variables, Path keysFile) {
        Map<String, String> all = new HashMap<>(variables);
        if (Files.exists(keysFile)) {
            all.put("LEDGER_KEYS_FILE", keysFile.toString());
        }
        return all;
    }

    private static Readiness.State summary(Readiness service) {
        List<String> sentences = sentences(service);
        return sentences.isEmpty()
                ? new Readiness.Ready()
                : new Readiness.NotReady(String.join("; ", sentences));
    }

    private static List<String> sentences(Readiness readiness) {
        return readiness.report().answers().stream()
                .flatMap(answer ->
                        switch (answer.state()) {
                            case Readiness.Ready() -> Stream.<String>empty();
                            case Readiness.NotReady(String sentence) ->
                                    Stream.of(answer.name() + ": " + sentence);
                        })
                .collect(Collectors.toList());
    }
}
