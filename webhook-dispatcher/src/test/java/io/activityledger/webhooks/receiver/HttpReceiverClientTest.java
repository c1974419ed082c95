package io.activityledger.webhooks.receiver;

import static io.activityledger.testkit.ReceiverReply.accepts;
import static io.activityledger.testkit.ReceiverReply.answers;
import static io.activityledger.testkit.ReceiverReply.floods;
import static io.activityledger.testkit.ReceiverReply.hangs;
import static io.activityledger.testkit.ReceiverReply.hangsUp;
import static io.activityledger.testkit.ReceiverReply.resets;
import static io.activityledger.testkit.ReceiverReply.says;
import static io.activityledger.testkit.ReceiverReply.trickles;
import static io.activityledger.testkit.ReceiverReply.tricklesHead;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.ByteSize;
import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.testkit.ScriptedReceiver;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against real sockets: whatever a receiver does, the answer comes in time and is small.
@Timeout(60)
class HttpReceiverClientTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration DROP = Duration.ofMillis(20);
    private static final EndpointSecret SECRET =
            new EndpointSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress OTHER_LOOPBACK = InetAddress.ofLiteral("127.0.0.2");

    private final TestClock clock = TestClock.atNoon();
    private final Queue<List<InetAddress>> names = new ConcurrentLinkedQueue<>();
    private final ScriptedReceiver receiver = new ScriptedReceiver();
    private HttpReceiverClient client = client("127.0.0.0/8", ReceiverLimits.usual());

    @BeforeEach
    void start() {
        client.start();
    }

    @AfterEach
    void close() {
        client.close();
        receiver.close();
    }

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

    @Test
    void nothingIsSentUnsigned() {
        // When
        var answer =
                client.deliver(
                        new Shipment(
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

    @Test
    void aConnectionIsUsedAgainAndThenForgotten() {
        // Given
        replaceClient("127.0.0.0/8", quicklyIdle(), this::nextAddresses);

        // When
        for (int delivery = 0; delivery < 20; delivery++) {
            client.deliver(shipment("/", AMPLE));
        }

        // Then
        assertThat(receiver.connections()).isEqualTo(1);
        assertThat(client.openConnections()).isEqualTo(1);
        assertThat(client.knownReceivers()).isEqualTo(1);
        Awaitility.await().until(() -> client.openConnections() == 0);
        Awaitility.await().until(() -> client.knownReceivers() == 0);
    }

    @Test
    void beyondTheBoundNoConnectionIsKept() {
        // Given
        replaceClient("127.0.0.0/8", keepingNone(), this::nextAddresses);

        // When
        for (int delivery = 0; delivery < 5; delivery++) {
            client.deliver(shipment("/", AMPLE));
        }

        // Then
        assertThat(receiver.connections()).isEqualTo(5);
        Awaitility.await().until(() -> client.openConnections() == 0);
    }

    @Test
    void aPathThatHangsDoesNotHoldUpAnotherOnTheSameHost() throws Exception {
        // Given: every connection of /slow is taken
        var release = new CountDownLatch(1);
        receiver.andThen(stage -> {
            release.await();
            return accepts().play(stage);
        });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = new ArrayList<Callable<Answer>>();
            for (int caller = 0; caller < 64; caller++) {
                slow.add(() -> client.deliver(shipment("/slow", AMPLE)));
            }
            var pending = slow.stream().map(callers::submit).toList();
            receiver.awaitReceived(64, AMPLE);
            receiver.plays(accepts());

            // When
            var answer = client.deliver(shipment("/fast", AMPLE));

            // Then
            assertThat(answer).isEqualTo(new Answered(200, "", new RetryAfter.Unnamed()));
            release.countDown();
            for (var each : pending) {
                assertThat(each.get()).isInstanceOf(Answered.class);
            }
        }
    }

    @Test
    void anInterruptedCallerIsLetGo() throws Exception {
        // Given
        receiver.andThen(hangs());
        var answer = new ConcurrentLinkedQueue<Answer>();
        var caller =
                Thread.startVirtualThread(() -> answer.add(client.deliver(shipment("/", AMPLE))));
        receiver.awaitReceived(1, AMPLE);

        // When
        caller.interrupt();

        // Then
        assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
        assertThat(answer).hasOnlyElementsOfType(Unanswered.class).hasSize(1);
    }

    @Test
    void aThousandDeliveriesAtATimeReachAHundredReceivers() throws Exception {
        // Given
        var receivers = new ArrayList<ScriptedReceiver>();
        for (int each = 0; each < 100; each++) {
            receivers.add(new ScriptedReceiver());
        }
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var deliveries = new ArrayList<Callable<Answer>>();
            for (int delivery = 0; delivery < 1_000; delivery++) {
                URI url = receivers.get(delivery % receivers.size()).url("/hook");
                deliveries.add(() -> client.deliver(shipment(url, AMPLE)));
            }

            // Then
            for (var answer : callers.invokeAll(deliveries, 40, TimeUnit.SECONDS)) {
                assertThat(answer.get()).isEqualTo(new Answered(200, "", new RetryAfter.Unnamed()));
            }
            assertThat(receivers).allSatisfy(it -> assertThat(it.received()).hasSize(10));
        } finally {
            receivers.forEach(ScriptedReceiver::close);
        }
    }

    private void replaceClient(String allowed, ReceiverLimits limits, NameResolver resolver) {
        client.close();
        client = client(allowed, limits, resolver);
        client.start();
    }

    private HttpReceiverClient client(String allowed, ReceiverLimits limits) {
        return client(allowed, limits, this::nextAddresses);
    }

    private HttpReceiverClient client(
            String allowed, ReceiverLimits limits, NameResolver resolver) {
        var settings = new AddressSettings(true, List.of(Network.of(allowed)));
        return new HttpReceiverClient(new AddressRules(settings), resolver, limits, clock);
    }

    private List<InetAddress> nextAddresses(String host) throws UnknownHostException {
        var addresses = names.poll();
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private static ReceiverLimits limits(Duration lookup) {
        return new ReceiverLimits(
                64, 2_048, Duration.ofSeconds(4), AMPLE, lookup, 4, ByteSize.kib(16));
    }

    private static ReceiverLimits quicklyIdle() {
        return new ReceiverLimits(
                64, 2_048, Duration.ofSeconds(1), AMPLE, AMPLE, 4, ByteSize.kib(16));
    }

    private static ReceiverLimits keepingNone() {
        return new ReceiverLimits(64, 0, Duration.ofSeconds(4), AMPLE, AMPLE, 4, ByteSize.kib(16));
    }

    private Shipment shipment(String path, Duration timeout) {
        return shipment(receiver.url(path), timeout);
    }

    private Shipment shipment(URI url, Duration timeout) {
        return new Shipment(
                url,
                "whd_1",
                "d1",
                clock.instant(),
                List.of(SECRET),
                "{\"größe\":1}".getBytes(UTF_8),
                timeout);
    }

    private static void answerInPlain(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read(new byte[64]);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        } catch (IOException theOtherSideLeft) {
            // As it should.
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
