package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.endpoint.CustomHeaders;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.endpoint.EndpointSettings;
import io.activityledger.webhooks.receiver.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an endpoint has been set to is what its deliveries are made with.
class OwnSettingsDeliveryTest extends DeskFixture {

    private static final EndpointSecret NEWER =
            new EndpointSecret(
                    "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", 2, Instant.MAX);

    @Test
    void aDeliveryBearsItsEndpointsHeadersAndTimeout() {
        // Given
        exists("e1");
        endpoints.computeIfPresent("e1", (_, it) -> with(it, it.secrets()));

        // When
        take("e1", "msg_1", 0);
        settle();

        // Then
        assertThat(shipped)
                .singleElement()
                .returns(Duration.ofSeconds(3), Shipment::timeout)
                .returns(Map.of("X-Team", "crm"), it -> it.headers().values());
    }

    @Test
    void itsOwnScheduleDecidesWhenAndHowOftenItIsTriedAgain() {
        // Given
        exists("e1");
        endpoints.computeIfPresent("e1", (_, it) -> with(it, it.secrets()));
        script.addAll(List.of(answer(500), answer(500), answer(500)));

        // When
        take("e1", "msg_1", 0);
        settle();
        clock.advance(Duration.ofSeconds(50));
        settle();
        int early = shipped.size();
        clock.advance(Duration.ofSeconds(20));
        settle();
        clock.advance(Duration.ofDays(1));
        settle();

        // Then: one wait of a minute, so two attempts
        assertThat(early).isEqualTo(1);
        assertThat(shipped).hasSize(2);
        assertThat(deadLetters).singleElement().asString().contains("2 attempts failed");
    }

    @Test
    void aRetryIsSignedByWhatSignsWhenItIsMade() {
        // Given
        exists("e1");
        endpoints.computeIfPresent(
                "e1",
                (_, it) -> {
                    var ending =
                            new EndpointSecret(
                                    it.secrets().getFirst().text(),
                                    1,
                                    clock.instant().plusSeconds(30));
                    return with(it, List.of(NEWER, ending));
                });
        script.add(answer(500));

        // When
        take("e1", "msg_1", 0);
        settle();
        clock.advance(Duration.ofSeconds(70));
        settle();

        // Then
        assertThat(shipped).extracting(it -> it.secrets().size()).containsExactly(2, 1);
        assertThat(shipped.getLast().secrets()).containsExactly(NEWER);
    }

    private static Endpoint with(Endpoint plain, List<EndpointSecret> secrets) {
        EndpointSettings usual = EndpointSettings.usual();
        return new Endpoint(
                plain.workspaceId(),
                plain.id(),
                plain.url(),
                plain.events(),
                null,
                true,
                secrets,
                plain.from(),
                plain.createdAt(),
                null,
                new EndpointSettings(
                        usual.filter(),
                        null,
                        null,
                        usual.ordering(),
                        new CustomHeaders(Map.of("X-Team", "crm")),
                        Duration.ofSeconds(3),
                        List.of(Duration.ofMinutes(1))));
    }
}
