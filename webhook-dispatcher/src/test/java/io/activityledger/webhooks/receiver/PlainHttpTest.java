package io.activityledger.webhooks.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.ScriptedReceiver;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whether a receiver may be called without TLS is asked at each delivery: what a workspace allowed
/// when it made a webhook, it may take back.
class PlainHttpTest {

    private final TestClock clock = TestClock.atNoon();
    private final Set<String> plainHttp = new HashSet<>(Set.of("acme"));

    @Test
    void whatAWorkspaceNoLongerAllowsIsNoLongerSent() {
        // Given
        var settings = new AddressSettings(false, List.of(Network.of("127.0.0.0/8")));
        var rules = new AddressRules(settings, plainHttp::contains);
        var here = List.of(InetAddress.ofLiteral("127.0.0.1"));
        try (var receiver = new ScriptedReceiver();
                var client =
                        new HttpReceiverClient(rules, _ -> here, ReceiverLimits.usual(), clock)) {
            client.start();

            // When
            Answer allowed = client.deliver(shipment(receiver, "acme"));
            Answer others = client.deliver(shipment(receiver, "other"));
            plainHttp.clear();
            Answer takenBack = client.deliver(shipment(receiver, "acme"));

            // Then
            assertThat(allowed).isInstanceOf(Answered.class);
            assertThat(List.of(others, takenBack))
                    .allSatisfy(answer ->
                            assertThat(answer)
                                    .isInstanceOfSatisfying(
                                            Unanswered.class,
                                            it ->
                                                    assertThat(it.toString())
                                                            .contains("must begin with https://")));
            assertThat(receiver.received()).hasSize(1);
        }
    }

    private Shipment shipment(ScriptedReceiver receiver, String workspace) {
        return new Shipment(
                workspace,
                receiver.url("/hook"),
                "whd_1",
                "d1",
                clock.instant(),
                List.of(new EndpointSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                "{}".getBytes(UTF_8),
                Duration.ofSeconds(20));
    }
}
