package io.activityledger.webhooks.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final EndpointSecret SECRET =
            new EndpointSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final EndpointSecret OLDER =
            new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void theStandardsOwnExampleHasItsSignature() {
        // When
        var headers = Signature.headers(shipment(Instant.ofEpochSecond(1_614_265_330), SECRET));

        // Then
        assertThat(headers)
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void leadLexSignsTheBodyWithTheOldestSecretAsItWasShown() {
        // When
        var headers =
                Signature.headers(
                        shipment(Instant.parse("2026-11-21T12:00:00.123456Z"), OLDER, SECRET));

        // Then
        assertThat(headers)
                .containsEntry(
                        "X-LeadLex-Signature",
                        "sha256=80ec8a89ce3cd22133a1066caecb4d04fea7467657c8514d717ec42c38a5c94c")
                .containsEntry("X-LeadLex-Timestamp", "2026-11-21T12:00:00Z")
                .containsEntry("X-LeadLex-Delivery-ID", "delivery-1");
    }

    @Test
    void theReferenceVerifierTakesEachSecretOfARotation() {
        // When
        var headers = headers(Signature.headers(shipment(Instant.now(), SECRET, OLDER)));

        // Then
        assertThatCode(() -> new Webhook(SECRET.text()).verify(BODY, headers))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(OLDER.text()).verify(BODY, headers))
                .doesNotThrowAnyException();
    }

    @Test
    void theReferenceVerifierRejectsWhatWasTamperedWith() {
        // Given
        var signed = Signature.headers(shipment(Instant.now(), SECRET));
        var verifier = new Webhook(SECRET.text());

        // Then
        assertRejected(verifier, BODY + " ", headers(signed));
        assertRejected(verifier, BODY, headers(with(signed, "webhook-id", "msg_other")));
        String later = Long.toString(Instant.now().getEpochSecond() + 1);
        assertRejected(verifier, BODY, headers(with(signed, "webhook-timestamp", later)));
        assertRejected(new Webhook(OLDER.text()), BODY, headers(signed));
    }

    private static void assertRejected(
            Webhook verifier, String body, Map<String, List<String>> headers) {
        assertThatThrownBy(() -> verifier.verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        var changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, List<String>> headers(Map<String, String> headers) {
        var lists = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    private static Shipment shipment(Instant at, EndpointSecret... secrets) {
        return new Shipment(
                "acme",
                URI.create("https://receiver.example/"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "delivery-1",
                at,
                List.of(secrets),
                BODY.getBytes(UTF_8),
                Duration.ofSeconds(1));
    }
}
