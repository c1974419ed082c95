package io.activityledger.webhooks.receiver;

import static io.activityledger.testkit.ReceiverReply.answers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.endpoint.CustomHeaders;
import io.activityledger.webhooks.receiver.Answer.Answered;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnHeadersTest extends ReceiverFixture {

    @Test
    void aReceiverGetsItsOwnHeadersBesideTheHouses() {
        // Given
        Map<String, String> own = new LinkedHashMap<>();
        own.put("Authorization", "Bearer word");
        own.put("X-Team", "crm");

        // When
        client.deliver(shipment(receiver.url("/"), own));

        // Then
        assertThat(receiver.received())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.header("Authorization")).isEqualTo("Bearer word");
                    assertThat(request.header("X-Team")).isEqualTo("crm");
                    assertThat(request.header("webhook-id")).isEqualTo("whd_1");
                    assertThat(request.header("Content-Type")).isEqualTo("application/json");
                });
    }

    @Test
    void theHousesHeadersWinWhateverStandsBesideThem() {
        // When
        client.deliver(
                shipment(
                        receiver.url("/"),
                        Map.of("webhook-id", "forged", "X-LeadLex-Signature", "forged")));

        // Then
        assertThat(receiver.received().getFirst().header("webhook-id")).isEqualTo("whd_1");
        assertThat(receiver.received().getFirst().header("X-LeadLex-Signature"))
                .startsWith("sha256=");
    }

    @Test
    void theLongestUrlWithTheLargestHeadersFits() {
        // Given
        Map<String, String> own = new LinkedHashMap<>();
        for (String name : List.of("X-1", "X-2", "X-3")) {
            own.put(name, "v".repeat(1_024));
        }
        own.put("X-4", "v".repeat(1_012));
        URI longest = receiver.url("/" + "x".repeat(2_000));

        // When
        Answer answer = client.deliver(shipment(longest, own));

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(Answered.class, it -> assertThat(it.accepted()).isTrue());
        assertThat(receiver.received().getFirst().header("X-4")).hasSize(1_012);
    }

    @Test
    void ofTheAnswersHeadersAFewAreTold() {
        // Given
        receiver.plays(
                answers(
                        503,
                        Map.of(
                                "Retry-After", "7",
                                "Content-Type", "text/plain",
                                "Set-Cookie", "a=b",
                                "Server", "s".repeat(1_000)),
                        "busy"));

        // When
        Reply reply = client.ask(shipment("/", AMPLE));

        // Then
        assertThat(reply.headers())
                .containsOnlyKeys("retry-after", "content-type", "server")
                .containsEntry("retry-after", "7")
                .containsEntry("server", "s".repeat(200));
    }

    private Shipment shipment(URI url, Map<String, String> own) {
        return new Shipment(
                "acme",
                url,
                "whd_1",
                "d1",
                clock.instant(),
                List.of(SECRET),
                "{}".getBytes(UTF_8),
                AMPLE,
                new CustomHeaders(own));
    }
}
