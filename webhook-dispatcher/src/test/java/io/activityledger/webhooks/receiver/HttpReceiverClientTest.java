package io.activityledger.webhooks.receiver;

import static io.activityledger.testkit.ReceiverReply.answers;
import static io.activityledger.testkit.ReceiverReply.floods;
import static io.activityledger.testkit.ReceiverReply.hangs;
import static io.activityledger.testkit.ReceiverReply.hangsUp;
import static io.activityledger.testkit.ReceiverReply.resets;
import static io.activityledger.testkit.ReceiverReply.says;
import static io.activityledger.testkit.ReceiverReply.trickles;
import static io.activityledger.testkit.ReceiverReply.tricklesHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against real sockets: whatever a receiver does, the answer comes in time and is small.
class HttpReceiverClientTest extends ReceiverFixture {

    @Test
    void aShipmentArrivesSignedAndByteForByte() {
        // When
        var answer = client.deliver(shipment("/hook?key=1", AMPLE));

        // Then
        assertThat(answer).isEqualTo(new Answered(200, "", new RetryAfter.Unnamed()));
        ReceivedRequest request = receiver.received().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/hook?key=1");
        assertThat(request.text()).isEqualTo("{\"größe\":1}");
        assertThat(request.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("user-agent", "LeadLex-Webhook/1.0")
                .containsEntry("webhook-id", "whd_1")
                .containsEntry("x-leadlex-delivery-id", "d1")
                .containsKeys("webhook-signature", "webhook-timestamp", "x-leadlex-signature")
                .doesNotContainKeys("accept-encoding", "cookie", "expect");
    }

    @Test
    void statusBodyAndRetryAfterComeBack() {
        // Given
        receiver.plays(answers(503, Map.of("Retry-After", "120"), "später"));

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Answered(
                                503,
                                "später",
                                new RetryAfter.Not(clock.instant().plusSeconds(120))));
    }

    @Test
    void aReceiverThatHangsEndsAtTheTimeout() {
        // Given
        receiver.andThen(hangs());

        // When
        var answer = client.deliver(shipment("/", SHORT));

        // Then
        assertThat(answer).isEqualTo(new Unanswered(Failure.TIMEOUT, "no answer within 400 ms"));
    }

    @Test
    void headersThatTrickleEndAtTheTimeout() {
        // Given
        receiver.andThen(tricklesHead(DROP));

        // When
        var answer = client.deliver(shipment("/", SHORT));

        // Then
        assertThat(answer).isEqualTo(new Unanswered(Failure.TIMEOUT, "no answer within 400 ms"));
    }

    @Test
    void aBodyThatTricklesLeavesTheStatusAsItIs() {
        // Given
        receiver.andThen(trickles(DROP));

        // When
        long begun = System.nanoTime();
        var answer = client.deliver(shipment("/", SHORT));

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answered.class,
                        it -> {
                            assertThat(it.status()).isEqualTo(200);
                            assertThat(it.body()).matches("x{1,40}");
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void ofAFloodTwoKibibytesAreKept(int status) {
        // Given
        receiver.andThen(floods(status, 1L << 31));

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(new Answered(status, "x".repeat(2_048), new RetryAfter.Unnamed()));
    }

    @Test
    void aBodyOfJustTwoKibibytesIsWholeAndKeepsTheConnection() {
        // Given
        receiver.andThen(floods(200, 2_048));

        // When
        client.deliver(shipment("/", AMPLE));
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(new Answered(200, "x".repeat(2_048), new RetryAfter.Unnamed()));
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void aResetIsToldAsOneAndNotTriedAgain() {
        // Given
        receiver.andThen(resets());

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Unanswered(
                                Failure.HTTP_ERROR,
                                "the connection was closed or reset before an answer came"));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void hangingUpIsToldAndNotTriedAgain() {
        // Given
        receiver.andThen(hangsUp());

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Unanswered(
                                Failure.HTTP_ERROR,
                                "the connection was closed or reset before an answer came"));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aClosedPortIsRefused() {
        // Given
        URI url = receiver.url("/");
        receiver.close();

        // When
        var answer = client.deliver(shipment(url, AMPLE));

        // Then
        assertThat(answer)
                .isEqualTo(
                        new Unanswered(Failure.CONNECTION_REFUSED, "the connection was refused"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407, 426})
    void aStatusThatAsksForMoreIsJustAStatus(int status) {
        // Given
        receiver.plays(answers(status, Map.of("WWW-Authenticate", "Basic realm=\"x\""), "no"));

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer).isEqualTo(new Answered(status, "no", new RetryAfter.Unnamed()));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void headersWithoutEndAreNotReadToTheirEnd() {
        // Given
        receiver.andThen(says("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(10_000_000)));

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then: its words are FailureWordsTest's, since Jetty stumbles over an assertion of its own
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        it -> assertThat(it.failure()).isEqualTo(Failure.HTTP_ERROR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.2\r\n", "220 mail.example ESMTP\r\n", "\0\1\2\3\n\n"})
    void whatIsNotHttpIsToldSo(String greeting) {
        // Given
        receiver.andThen(says(greeting));

        // When
        var answer = client.deliver(shipment("/", AMPLE));

        // Then
        assertThat(answer).isEqualTo(new Unanswered(Failure.HTTP_ERROR, "the answer is not HTTP"));
    }

    @Test
    void tlsWhereThereIsNoneIsTold() throws Exception {
        try (var plain = new ServerSocket(0, 1, LOOPBACK)) {
            // Given: it takes whatever comes for a request
            Thread.startVirtualThread(() -> answerInPlain(plain));
            var url = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");

            // When
            var answer = client.deliver(shipment(url, AMPLE));

            // Then
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Unanswered.class,
                            it -> {
                                assertThat(it.failure()).isEqualTo(Failure.CONNECTION_REFUSED);
                                assertThat(it.detail()).startsWith("TLS failed: ");
                            });
        }
    }

    @Test
    void nothingIsSentUnsigned() {
        // When
        var answer =
                client.deliver(
                        new Shipment(
                                "acme",
                                receiver.url("/"),
                                "whd_1",
                                "d1",
                                clock.instant(),
                                List.of(),
                                new byte[0],
                                AMPLE));

        // Then
        assertThat(answer).isInstanceOf(Unanswered.class);
        assertThat(receiver.connections()).isZero();
    }
}
