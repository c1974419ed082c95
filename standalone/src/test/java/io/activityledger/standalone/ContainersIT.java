package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/// Our image against the broker's own image: run by `make containers`, skipped where there is no
/// Docker engine and for no other reason.
@Tag("containers")
class ContainersIT {

    private static final String NO_ENGINE =
            "No Docker engine answers here, so nothing was tried in containers.";
    private static final String CONTACT = "123e4567-e89b-12d3-a456-426614174000";

    private static ContainerHouse house;

    @BeforeAll
    static void openTheHouse() {
        var engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println(NO_ENGINE);
        }
        assumeTrue(engine, NO_ENGINE);
        house = new ContainerHouse();
        house.start();
    }

    @AfterAll
    static void closeIt() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void whatOneContainerTookInAnotherShowsAtOnce() {
        // Given
        var ingest = house.ingest();
        assertThat(ingest.put("/v1/contacts/" + CONTACT, "{}").status()).isEqualTo(201);

        // When
        var created =
                ingest.post(
                        "/v1/activities", "{\"type\":\"call\",\"contact_id\":\"" + CONTACT + "\"}");
        var page = house.timelines().get("/v1/contacts/" + CONTACT + "/activities");

        // Then
        assertThat(created.status()).as(created::toString).isEqualTo(201);
        assertThat(page.status()).as(page::toString).isEqualTo(200);
        assertThat(page.header("Ledger-Stale")).isEmpty();
        assertThat(page.json().at("/meta/total").asInt()).isEqualTo(1);
        assertThat(page.json().at("/data/activities/0"))
                .isEqualTo(created.json().at("/data/activity"));
    }

    @Test
    void anActivityIsToldToAReceiverInAnotherContainer() {
        // Given
        var endpoint =
                house.webhooks()
                        .post(
                                "/v1/webhooks",
                                "{\"url\":\""
                                        + house.receiverUrl()
                                        + "\",\"events\":[\"activity.created\"]}");
        assertThat(endpoint.status()).as(endpoint::toString).isEqualTo(201);

        // When
        var created = house.ingest().post("/v1/activities", "{\"type\":\"note\"}");
        var id = created.json().at("/data/activity/id").asText();

        // Then
        assertThat(created.status()).as(created::toString).isEqualTo(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(house.received()).hasSize(1).first().asString().contains(id));
    }
}
