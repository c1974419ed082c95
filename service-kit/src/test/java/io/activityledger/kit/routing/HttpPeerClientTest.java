package io.activityledger.kit.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.Secret;
import io.javalin.http.Context;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPeerClientTest {

    private final PeerSignature signature =
            new PeerSignature(
                    List.of(Secret.of(new byte[32])), "peers", () -> Instant.ofEpochMilli(1_000));
    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpServer server =
            new HttpServer(
                    "peer",
                    HttpServerSettings.anyLoopbackPort(),
                    List.of(
                            Binding.get("/internal/{id}", this::verified),
                            Binding.get("/hang", _ -> release.await())),
                    error -> new ErrorBody.Rendered(Answers.JSON, new byte[0]),
                    new Readiness(),
                    new Metrics());
    private final HttpPeerClient client = new HttpPeerClient(signature);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        client.close();
        server.close();
    }

    @Test
    void thePeerBelievesWhatWasSignedAsItIsOnTheWire() {
        // When
        var answer = call("/internal/a%2Fb?q=%C3%A9%20x", Duration.ofSeconds(20));
        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        PeerAnswer.Answered.class,
                        it -> {
                            assertThat(it.status()).isEqualTo(200);
                            assertThat(it.body()).asString().isEqualTo("Genuine[] a/b é x");
                            assertThat(it.header("Content-Type")).isPresent();
                        });
    }

    @Test
    void aPeerThatHangsIsUnreachableInTime() {
        assertThat(call("/hang", Duration.ofMillis(100)))
                .isInstanceOf(PeerAnswer.Unreachable.class);
    }

    @Test
    void aPeerThatIsGoneIsUnreachable() throws Exception {
        // Given
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var gone = new Owner.There("127.0.0.1", free);
        // When
        var answer = client.call(PeerCall.get(gone, "/internal/a", Duration.ofSeconds(5)));
        // Then
        assertThat(answer).isInstanceOf(PeerAnswer.Unreachable.class);
    }

    private PeerAnswer call(String target, Duration timeout) {
        return client.call(
                PeerCall.get(new Owner.There("127.0.0.1", server.port()), target, timeout));
    }

    private void verified(Context ctx) {
        var received =
                new PeerSignature.Request(
                        ctx.req().getMethod(),
                        ctx.path() + "?" + ctx.req().getQueryString(),
                        new byte[0]);
        var verdict =
                signature.verify(
                        received,
                        String.valueOf(ctx.header(PeerSignature.TIMESTAMP_HEADER)),
                        String.valueOf(ctx.header(PeerSignature.SIGNATURE_HEADER)));
        String text = verdict + " " + ctx.pathParam("id") + " " + ctx.queryParam("q");
        Answers.json(ctx, 200, text.getBytes(StandardCharsets.UTF_8));
    }
}
