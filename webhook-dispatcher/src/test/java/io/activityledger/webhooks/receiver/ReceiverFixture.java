package io.activityledger.webhooks.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.settings.ByteSize;
import io.activityledger.testkit.ScriptedReceiver;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// A client of receivers, and one receiver that plays a script.
@Timeout(60)
abstract class ReceiverFixture {

    static final Duration AMPLE = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(400);
    static final Duration DROP = Duration.ofMillis(20);
    static final EndpointSecret SECRET =
            new EndpointSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    static final InetAddress OTHER_LOOPBACK = InetAddress.ofLiteral("127.0.0.2");

    final TestClock clock = TestClock.atNoon();
    final Queue<List<InetAddress>> names = new ConcurrentLinkedQueue<>();
    final ScriptedReceiver receiver = new ScriptedReceiver();
    HttpReceiverClient client = client("127.0.0.0/8", ReceiverLimits.usual());

    @BeforeEach
    void start() {
        client.start();
    }

    @AfterEach
    void close() {
        client.close();
        receiver.close();
    }

    void replaceClient(String allowed, ReceiverLimits limits, NameResolver resolver) {
        client.close();
        client = client(allowed, limits, resolver);
        client.start();
    }

    void replaceClient(AddressSettings settings, NameResolver resolver) {
        client.close();
        client =
                new HttpReceiverClient(
                        new AddressRules(settings, "plain"::equals),
                        resolver,
                        ReceiverLimits.usual(),
                        clock);
        client.start();
    }

    HttpReceiverClient client(String allowed, ReceiverLimits limits) {
        return client(allowed, limits, this::nextAddresses);
    }

    HttpReceiverClient client(String allowed, ReceiverLimits limits, NameResolver resolver) {
        var settings = new AddressSettings(true, List.of(Network.of(allowed)));
        return new HttpReceiverClient(
                new AddressRules(settings, "plain"::equals), resolver, limits, clock);
    }

    List<InetAddress> nextAddresses(String host) throws UnknownHostException {
        var addresses = names.poll();
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    static ReceiverLimits limits(Duration lookup) {
        return new ReceiverLimits(
                64, 2_048, Duration.ofSeconds(4), AMPLE, lookup, 4, ByteSize.kib(16));
    }

    static ReceiverLimits quicklyIdle() {
        return new ReceiverLimits(
                64, 2_048, Duration.ofSeconds(1), AMPLE, AMPLE, 4, ByteSize.kib(16));
    }

    static ReceiverLimits keepingNone() {
        return new ReceiverLimits(64, 0, Duration.ofSeconds(4), AMPLE, AMPLE, 4, ByteSize.kib(16));
    }

    Shipment shipment(String path, Duration timeout) {
        return shipment(receiver.url(path), timeout);
    }

    Shipment shipment(URI url, Duration timeout) {
        return new Shipment(
                "acme",
                url,
                "whd_1",
                "d1",
                clock.instant(),
                List.of(SECRET),
                "{\"größe\":1}".getBytes(UTF_8),
                timeout);
    }

    static void answerInPlain(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read(new byte[64]);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        } catch (IOException theOtherSideLeft) {
            // As it should.
        }
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
