package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.standalone.Services.Service;
import io.activityledger.standalone.TraceCollector.Span;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.ScriptedReceiver;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an operator sees of a house of three processes: everything that dashboards and alerts ask
/// for is served, and a collector is told what a request led to.
class ObservedHouseIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CONTACT = "123e4567-e89b-12d3-a456-426614174000";

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private static TraceCollector collector;
    private static Service ingest;
    private static Service timelines;
    private static Service webhooks;

    @BeforeAll
    static void openTheHouse() {
        var services = new Services(CLUSTER);
        collector = new TraceCollector();
        var traced = Map.of("LEDGER_OTLP_ENDPOINT", collector.endpoint().toString());
        ingest = services.ingest("ingest", traced);
        timelines = services.projector("timelines");
        webhooks = services.dispatcher("webhooks", traced);
        Stream.of(ingest, timelines, webhooks).forEach(Service::awaitReady);
    }

    @AfterAll
    static void closeIt() {
        collector.close();
    }

    @Test
    void oneTraceLeadsFromTheRequestThroughTheLogToTheWebhook() {
        try (var receiver = new ScriptedReceiver()) {
            // Given
            var hook =
                    "{\"url\":\"%s\",\"events\":[\"activity.created\"]}"
                            .formatted(receiver.url("/hook"));
            var created = webhooks.probe().post("/v1/webhooks", hook);
            assertThat(created.status()).as(created::toString).isEqualTo(201);

            // When
            var posted =
                    ingest.probe()
                            .answer(
                                    ingest.probe()
                                            .request("/v1/activities")
                                            .header(
                                                    "traceparent",
                                                    "00-" + TRACE + "-" + PARENT + "-01")
                                            .POST(BodyPublishers.ofString("{\"type\":\"note\"}")));

            // Then
            assertThat(posted.status()).as(posted::toString).isEqualTo(201);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(collector.spansOf(TRACE))
                                    .extracting(Span::name)
                                    .containsExactlyInAnyOrder(
                                            "POST /v1/activities",
                                            "send activities",
                                            "webhook attempt"));
            var spans = collector.spansOf(TRACE);
            assertThat(parentOf("POST /v1/activities", spans)).isEqualTo(PARENT);
            assertThat(parentOf("send activities", spans))
                    .isEqualTo(idOf("POST /v1/activities", spans));
            assertThat(parentOf("webhook attempt", spans))
                    .isEqualTo(idOf("send activities", spans));
            assertThat(receiver.received())
                    .singleElement()
                    .satisfies(it -> assertThat(it.headers()).doesNotContainKey("traceparent"));
        }
    }

    private static String parentOf(String name, List<Span> spans) {
        return named(name, spans).parent();
    }

    private static String idOf(String name, List<Span> spans) {
        return named(name, spans).id();
    }

    private static Span named(String name, List<Span> spans) {
        return spans.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void whateverDashboardsAndAlertsAskForIsServed() {
        // Given
        ingest.know(CONTACT);
        var activity = "{\"type\":\"call\",\"contact_id\":\"%s\"}".formatted(CONTACT);
        assertThat(ingest.probe().post("/v1/activities", activity).status()).isEqualTo(201);
        await().atMost(SOON)
                .until(() ->
                        timelines.probe().get("/v1/contacts/" + CONTACT + "/activities").status()
                                == 200);
        var readmes =
                Stream.of("service-kit", "ingest-api", "timeline-projector", "webhook-dispatcher")
                        .map(module -> Repository.root().resolve(module).resolve("README.md"))
                        .toList();

        // When
        var served =
                new ServedMetrics(
                        Stream.of(ingest, timelines, webhooks)
                                .map(each -> each.probe().get("/metrics").body())
                                .toList(),
                        readmes);
        List<String> lacking = new ArrayList<>();
        for (String expression : Deployment.expressions()) {
            var uses = MetricUse.in(expression);
            uses.forEach(use -> lacking.addAll(served.lacks(use)));
            lacking.addAll(served.lacks(uses));
        }

        // Then
        assertThat(lacking).isEmpty();
        assertThat(served.lacks(MetricUse.in("ledger_of_nothing").getFirst())).hasSize(1);
        assertThat(served.lacks(MetricUse.in("ledger_webhooks_backlog{moon=\"full\"}").getFirst()))
                .hasSize(2);
    }
}
