package io.activityledger.kit.routing;

import static io.activityledger.kit.routing.PeerSignature.SIGNATURE_HEADER;
import static io.activityledger.kit.routing.PeerSignature.TIMESTAMP_HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.routing.PeerSignature.Forged;
import io.activityledger.kit.routing.PeerSignature.Genuine;
import io.activityledger.kit.routing.PeerSignature.Request;
import io.activityledger.kit.routing.PeerSignature.Verdict;
import io.activityledger.kit.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeerSignatureTest {

    private static final Secret OLD = secret(1);
    private static final Secret NEW = secret(2);
    private static final Request REQUEST = request("POST", "/internal/a?b=%2F", "{}");

    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    private final PeerSignature sender = signature("peers", OLD);

    @Test
    void whatASecretSignedItBelieves() {
        // When
        var verdict = sent(sender, signature("peers", OLD), REQUEST);
        // Then
        assertThat(verdict).isEqualTo(new Genuine());
    }

    @Test
    void theNextSecretIsAcceptedBesideThePreviousOne() {
        // When
        var verdict = sent(sender, signature("peers", NEW, OLD), REQUEST);
        // Then
        assertThat(verdict).isEqualTo(new Genuine());
    }

    @Test
    void anotherSecretOrAnotherLabelIsForged() {
        assertThat(sent(sender, signature("peers", NEW), REQUEST)).isInstanceOf(Forged.class);
        assertThat(sent(sender, signature("other", OLD), REQUEST)).isInstanceOf(Forged.class);
    }

    @Test
    void anyChangeOfTheRequestIsForged() {
        assertThat(sent(sender, sender, request("PUT", "/internal/a?b=%2F", "{}")))
                .isInstanceOf(Forged.class);
        assertThat(sent(sender, sender, request("POST", "/internal/a?b=/", "{}")))
                .isInstanceOf(Forged.class);
        assertThat(sent(sender, sender, request("POST", "/internal/a?b=%2F", "{ }")))
                .isInstanceOf(Forged.class);
    }

    @Test
    void anOldOrUnsignedRequestIsForged() {
        // Given
        var headers = sender.sign(REQUEST);
        String timestamp = headers.getOrDefault(TIMESTAMP_HEADER, "");
        String signature = headers.getOrDefault(SIGNATURE_HEADER, "");
        // When
        now.addAndGet(Duration.ofMinutes(5).toMillis());
        Verdict atTheEdge = sender.verify(REQUEST, timestamp, signature);
        now.addAndGet(1);
        // Then
        assertThat(atTheEdge).isEqualTo(new Genuine());
        assertThat(sender.verify(REQUEST, timestamp, signature)).isInstanceOf(Forged.class);
        assertThat(sender.verify(REQUEST, "", "")).isInstanceOf(Forged.class);
        assertThat(sender.verify(REQUEST, "-5", signature)).isInstanceOf(Forged.class);
    }

    private static Verdict sent(PeerSignature from, PeerSignature to, Request received) {
        var headers = from.sign(REQUEST);
        return to.verify(
                received,
                headers.getOrDefault(TIMESTAMP_HEADER, ""),
                headers.getOrDefault(SIGNATURE_HEADER, ""));
    }

    private PeerSignature signature(String label, Secret... secrets) {
        return new PeerSignature(List.of(secrets), label, () -> Instant.ofEpochMilli(now.get()));
    }

    private static Request request(String method, String target, String body) {
        return new Request(method, target, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Secret secret(int first) {
        var bytes = new byte[32];
        bytes[0] = (byte) first;
        return Secret.of(bytes);
    }
}
