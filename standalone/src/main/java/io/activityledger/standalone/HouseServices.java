package io.activityledger.standalone;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.access.Gatekeeper;
import io.activityledger.access.KeyRing;
import io.activityledger.access.KeysFile;
import io.activityledger.ingest.IngestApi;
import io.activityledger.ingest.IngestSettings;
import io.activityledger.kit.SystemEnvironment;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All services of one house behind one server.
///
/// ```
/// ingest ───┐
/// timelines ┼─▶ http
/// webhooks ─┘
/// ```
///
/// Started and closed by one thread.
final class HouseServices implements AutoCloseable {

    private final IngestApi ingest;
    private final TimelineProjector timelines;
    private final WebhookDispatcher webhooks;
    private final Readiness readiness = new Readiness();
    private final HttpServer http;

    HouseServices(Map<String, String> variables, Path keysFile) {
        var own = SystemEnvironment.ofThisProcess();
        var environment = new SystemEnvironment(variables, own.clock(), own.dice());
        var reader = new SettingsReader(variables);
        var ingestSettings = IngestSettings.read(reader);
        var timelineSettings = TimelineSettings.read(reader);
        var webhookSettings = WebhookSettings.read(reader);
        var httpSettings = HttpServerSettings.read(reader, "LEDGER_HTTP", 0);
        reader.finish();

        var gatekeeper = new Gatekeeper(keys(keysFile), environment.clock());
        var metrics = Metrics.ofThisProcess();
        ingest = new IngestApi(ingestSettings, gatekeeper, environment, metrics);
        timelines = new TimelineProjector(timelineSettings, gatekeeper, environment, metrics);
        webhooks = new WebhookDispatcher(webhookSettings, gatekeeper, environment, metrics);
        readiness.require("ingest", () -> summary(ingest.readiness()));
        readiness.require("timelines", () -> summary(timelines.readiness()));
        readiness.require("webhooks", () -> summary(webhooks.readiness()));
        http =
                new HttpServer(
                        "http",
                        httpSettings,
                        Stream.of(ingest.bindings(), timelines.bindings(), webhooks.bindings())
                                .flatMap(List::stream)
                                .toList(),
                        TimelineProjector.errors(),
                        readiness,
                        metrics);
    }

    void start() {
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
    }

    private static KeyRing keys(Path keysFile) {
        var development = DevelopmentKey.ring();
        return Files.exists(keysFile) ? development.and(KeysFile.read(keysFile)) : development;
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
