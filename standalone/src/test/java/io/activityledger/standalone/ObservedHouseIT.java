package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.LedgerCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an operator sees of a house of three processes: everything that dashboards and alerts ask
/// for is served.
class ObservedHouseIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CONTACT = "123e4567-e89b-12d3-a456-426614174000";

    private static Service ingest;
    private static Service timelines;
    private static Service webhooks;

    @BeforeAll
    static void openTheHouse() {
        var services = new Services(CLUSTER);
        ingest = services.ingest("ingest");
        timelines = services.projector("timelines");
        webhooks = services.dispatcher("webhooks");
        Stream.of(ingest, timelines, webhooks).forEach(Service::awaitReady);
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
