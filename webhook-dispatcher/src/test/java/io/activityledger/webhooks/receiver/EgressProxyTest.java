package io.activityledger.webhooks.receiver;

import static io.activityledger.testkit.ReceiverReply.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripted receiver plays the proxy; no name can be looked up here.
class EgressProxyTest extends ReceiverFixture {

    @BeforeEach
    void behindAProxy() {
        replaceClient(
                new AddressSettings(
                        true, List.of(), new Egress.Through("127.0.0.1", receiver.port())),
                this::nextAddresses);
    }

    @Test
    void aNameIsLeftToTheProxy() {
        // When
        Answer answer =
                client.deliver(shipment(URI.create("http://receiver.example/hook?a=b"), AMPLE));

        // Then
        assertThat(answer).isEqualTo(new Answered(200, "", new RetryAfter.Unnamed()));
        assertThat(receiver.received())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo("http://receiver.example/hook?a=b");
                    assertThat(request.header("webhook-signature")).startsWith("v1,");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://localhost/",
                "http://2130706433/",
                "http://[::ffff:10.0.0.1]/",
                "http://vault.internal/",
                "http://user@receiver.example/"
            })
    void whatStandsInTheUrlIsJudgedHereAllTheSame(String url) {
        // When
        Answer answer = client.deliver(shipment(URI.create(url), AMPLE));

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        it -> assertThat(it.detail()).startsWith("address refused: "));
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void aProxyThatOpensNoTunnelIsToldSo() {
        // Given
        receiver.andThen(answers(403));

        // When
        Answer answer = client.deliver(shipment(URI.create("https://receiver.example/"), AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(new Unanswered(Failure.CONNECTION_REFUSED, "the proxy answered 403"));
    }

    @Test
    void aProxyIsASetting() {
        // Given
        var reader = new SettingsReader(Map.of("X_PROXY", "http://proxy.internal:3128"));

        // When
        var settings = AddressSettings.read(reader, "X");

        // Then
        assertThat(reader.problems()).isEmpty();
        assertThat(settings.egress()).isEqualTo(new Egress.Through("proxy.internal", 3128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:3128",
                "http://proxy",
                "https://proxy:3128",
                "http://proxy:3128/",
                "http://user:word@proxy:3128",
                "http://:3128"
            })
    void aProxyThatIsNoneIsAProblem(String text) {
        // Given
        var reader = new SettingsReader(Map.of("X_PROXY", text));

        // When
        AddressSettings.read(reader, "X");

        // Then
        assertThat(reader.problems()).hasSize(1);
    }
}
