package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.kit.routing.PeerCall;
import io.activityledger.kit.routing.PeerSignature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppliedEndpointTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Queue<Long> heard = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void open() {
        AppliedFacts upTo41 =
                (offset, _) -> {
                    heard.add(offset);
                    return offset <= 41;
                };
        var endpoint = new AppliedEndpoint(upTo41, signature(1), Duration.ofSeconds(1));
        server =
                new HttpServer(
                        "internal",
                        HttpServerSettings.anyLoopbackPort(),
                        endpoint.bindings(),
                        JsonEndpoint::render,
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPeerConfirmsWhatItHasApplied() {
        // When
        boolean applied = confirms(1, 41);
        boolean ahead = confirms(1, 42);

        // Then
        assertThat(applied).isTrue();
        assertThat(ahead).isFalse();
        assertThat(heard).containsExactly(41L, 42L);
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotAnswered() {
        // When
        boolean applied = confirms(2, 41);

        // Then
        assertThat(applied).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void aQuestionWithoutAnOffsetIsNone() {
        // When
        List<Integer> statuses =
                List.of(
                        status("/internal/webhooks/applied"),
                        status("/internal/webhooks/applied?offset=-1"),
                        status("/internal/webhooks/applied?offset=12345678901234567890"));

        // Then
        assertThat(statuses).containsOnly(400);
        assertThat(heard).isEmpty();
    }

    @Test
    void anInstanceThatIsGoneDoesNotConfirm() {
        // Given
        int port = server.port();
        server.close();

        // When
        boolean applied = confirms(signature(1), port, 41);

        // Then
        assertThat(applied).isFalse();
    }

    private boolean confirms(int secret, long offset) {
        return confirms(signature(secret), server.port(), offset);
    }

    private static boolean confirms(PeerSignature signature, int port, long offset) {
        try (var client = new HttpPeerClient(signature)) {
            var peer = new Owner.There("127.0.0.1", port);
            return new PeerConfirmations(client).confirms(peer, offset, PATIENCE);
        }
    }

    private int status(String target) {
        try (var client = new HttpPeerClient(signature(1))) {
            var peer = new Owner.There("127.0.0.1", server.port());
            return switch (client.call(PeerCall.get(peer, target, PATIENCE))) {
                case PeerAnswer.Answered(int status, _, _) -> status;
                case PeerAnswer.Unreachable(String reason) -> throw new AssertionError(reason);
            };
        }
    }

    private static PeerSignature signature(int fill) {
        return new PeerSignature(
                List.of(Facts.house(fill)), "internal-calls", InstantSource.system());
    }
}
