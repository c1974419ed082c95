package io.activityledger.ingest.deduplication;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.settings.Secret;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFirstClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String DEEP = "{\"a\":".repeat(63) + "1.10" + "}".repeat(63);
    private static final ActivityId ID =
            ActivityId.parse("01963b5e-1234-8abc-8def-0123456789ab").orElseThrow();

    private final PeerSignature signature =
            new PeerSignature(
                    List.of(Secret.of(new byte[32])), "internal-calls", TestClock.atNoon());
    private final HttpPeerClient client = new HttpPeerClient(signature);
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void close() {
        ended.countDown();
        client.close();
    }

    @Test
    void whatStandsIsRead() throws IOException {
        // Given
        var projector =
                projector(
                        200,
                        """
                        {"partition":3,"offset":17,"fingerprint":"print","recorded_at":"2026-01-02T00:00:00Z",
                         "activity":{"created_by_user_id":"eve","created_date":"2026-01-01T00:00:00Z","metadata":%s}}
                        """
                                .formatted(DEEP));

        // When
        First first = firsts(projector).behind(new Position(3, 18), "a&b", ID, PATIENCE);

        // Then
        var stored =
                new StoredActivity(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-02T00:00:00Z"),
                        "eve",
                        DEEP);
        assertThat(first).isEqualTo(new First.Standing(new Position(3, 17), "print", stored));
        assertThat(asked)
                .containsExactly(
                        "/internal/activities/01963b5e-1234-8abc-8def-0123456789ab/first"
                                + "?workspace=a%26b&partition=11&offset=18 signed");
    }

    @Test
    void whatOthersWroteHasNoFingerprint() throws IOException {
        // Given
        var projector =
                projector(
                        200,
                        """
                        {"partition":3,"offset":17,"fingerprint":null,
                         "activity":{"created_by_user_id":"eve","created_date":"2026-04-17T12:00:00Z","metadata":null}}
                        """);

        // When
        First first = firsts(projector).asOfNow("acme", ID, PATIENCE);

        // Then
        var stored = new StoredActivity(Activities.NOON, Activities.NOON, "eve", null);
        assertThat(first).isEqualTo(new First.Standing(new Position(3, 17), "", stored));
        assertThat(asked)
                .containsExactly(
                        "/internal/activities/01963b5e-1234-8abc-8def-0123456789ab/first"
                                + "?workspace=acme&partition=11 signed");
    }

    @Test
    void whatIsNotThereIsNone() throws IOException {
        assertThat(firsts(projector(404, "{\"applied\":3}")).asOfNow("acme", ID, PATIENCE))
                .isEqualTo(new First.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"partition\":-1,\"offset\":1,\"activity\":{}}",
                "{\"partition\":1,\"offset\":1,\"activity\":{\"created_by_user_id\":\"eve\"}}",
                "{\"partition\":1,\"offset\":\"1\"}"
            })
    void anAnswerThatIsNoneOfOursIsNone(String body) throws IOException {
        assertThat(firsts(projector(200, body)).asOfNow("acme", ID, PATIENCE))
                .isInstanceOf(First.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"applied\":\"3\"}", "not found", "{\"error\":{}}"})
    void a404ThatDoesNotSayWhatIsAppliedIsNobodysWord(String body) throws IOException {
        assertThat(firsts(projector(404, body)).asOfNow("acme", ID, PATIENCE))
                .isInstanceOf(First.Unknown.class);
    }

    @Test
    void whoDoesNotAnswerIsPassedOverForTheNext() throws IOException {
        // Given
        var gone = new Owner.There("127.0.0.1", 1);
        var firsts = firsts(gone, projector(503, ""), projector(404, "{\"applied\":3}"));

        // When
        First first = firsts.asOfNow("acme", ID, PATIENCE);
        First again = firsts.asOfNow("acme", ID, PATIENCE);

        // Then: the second time the one that knew is asked at once
        assertThat(first).isEqualTo(new First.None());
        assertThat(again).isEqualTo(new First.None());
        assertThat(asked).hasSize(3);
    }

    @Test
    void nobodyWaitsLongerThanAsked() throws IOException {
        // Given
        var firsts = firsts(silent());

        // When
        long began = System.nanoTime();
        First first = firsts.asOfNow("acme", ID, Duration.ofMillis(100));

        // Then
        assertThat(first).isInstanceOf(First.Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void withoutAProjectorNobodyKnows() {
        assertThat(firsts().asOfNow("acme", ID, PATIENCE)).isInstanceOf(First.Unknown.class);
    }

    private HttpFirstClient firsts(Owner.There... projectors) {
        return new HttpFirstClient(client, List.of(projectors), 16);
    }

    private Owner.There projector(int status, String body) throws IOException {
        return serving(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private Owner.There silent() throws IOException {
        return serving(_ -> {
            try {
                ended.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Owner.There serving(com.sun.net.httpserver.HttpHandler answer) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI() + (signed(exchange) ? " signed" : ""));
                    answer.handle(exchange);
                });
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        return new Owner.There("127.0.0.1", server.getAddress().getPort());
    }

    private boolean signed(HttpExchange exchange) {
        var request =
                new PeerSignature.Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        new byte[0]);
        var headers = exchange.getRequestHeaders();
        return signature.verify(
                        request,
                        headers.getFirst(PeerSignature.TIMESTAMP_HEADER),
                        headers.getFirst(PeerSignature.SIGNATURE_HEADER))
                instanceof PeerSignature.Genuine;
    }
}
