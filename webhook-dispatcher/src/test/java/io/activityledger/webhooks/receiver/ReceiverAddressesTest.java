package io.activityledger.webhooks.receiver;

import static io.activityledger.testkit.ReceiverReply.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.ScriptedReceiver;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Against real sockets: which addresses are connected to, and which never?
class ReceiverAddressesTest extends ReceiverFixture {

    @Test
    void aNameThatNobodyKnowsIsTold() {
        // When
        var answer = client.deliver(shipment(URI.create("http://nowhere.example/"), AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Unanswered(
                                Failure.DNS_FAILURE, "the name nowhere.example is not known"));
    }

    @Test
    void aNameThatIsNotAnsweredHoldsUpNobody() {
        // Given
        var stuck = new CountDownLatch(1);
        replaceClient(
                "127.0.0.0/8",
                limits(Duration.ofMillis(300)),
                host -> {
                    awaitQuietly(stuck);
                    return List.of(LOOPBACK);
                });

        // When
        var answer = client.deliver(shipment(URI.create("http://stuck.example/"), AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Unanswered(
                                Failure.DNS_FAILURE,
                                "the name stuck.example was not looked up in time"));
        stuck.countDown();
    }

    @Test
    void aNameThatTurnsInwardsBetweenTwoLookupsIsRefusedAtTheSecond() {
        // Given: 127.0.0.2 plays the public address
        replaceClient("127.0.0.2/32", ReceiverLimits.usual(), this::nextAddresses);
        names.add(List.of(OTHER_LOOPBACK));
        names.add(List.of(LOOPBACK));
        URI url = URI.create("http://rebound.example:" + receiver.port() + "/");

        // When
        var first = client.deliver(shipment(url, AMPLE));
        var second = client.deliver(shipment(url, AMPLE));

        // Then: nobody listens on the first, and the second is never called
        assertThat(first)
                .isEqualTo(
                        new Unanswered(Failure.CONNECTION_REFUSED, "the connection was refused"));
        assertThat(second)
                .isEqualTo(
                        new Unanswered(
                                Failure.CONNECTION_REFUSED,
                                "address refused: The host's address is a loopback one."));
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void ofTheAddressesOfANameOnlyTheAllowedOnesAreCalled() {
        // Given
        replaceClient("127.0.0.2/32", ReceiverLimits.usual(), this::nextAddresses);
        names.add(List.of(LOOPBACK, OTHER_LOOPBACK));

        // When
        var answer =
                client.deliver(
                        shipment(
                                URI.create("http://mixed.example:" + receiver.port() + "/"),
                                AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Unanswered(Failure.CONNECTION_REFUSED, "the connection was refused"));
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void aRedirectInwardsIsNotFollowed() {
        try (var inner = new ScriptedReceiver()) {
            // Given
            receiver.plays(answers(307, Map.of("Location", inner.url("/").toString()), ""));

            // When
            var answer = client.deliver(shipment("/", AMPLE));

            // Then
            assertThat(answer).isEqualTo(new Answered(307, "", new RetryAfter.Unnamed()));
            assertThat(inner.connections()).isZero();
        }
    }

    @Test
    void anAddressThatIsRefusedIsNeverConnectedTo() {
        // Given
        replaceClient("10.0.0.0/8", ReceiverLimits.usual(), this::nextAddresses);

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Unanswered(
                                Failure.CONNECTION_REFUSED,
                                "address refused: The host's address is a loopback one."));
        assertThat(receiver.connections()).isZero();
    }
}
