package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.activityledger.standalone.openapi.ContractProbe;
import io.activityledger.standalone.openapi.OpenApiContract;
import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.testkit.ReceiverReply;
import io.activityledger.testkit.ScriptedReceiver;
import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/// A receiver as the documents advise one to write it: it verifies what comes with the reference
/// library of Standard Webhooks, and LeadLex's signature by hand.
final class WebhookListener implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApiContract CONTRACT = OpenApiContract.ofTheHouse();

    private final ScriptedReceiver receiver;
    private final String secret;
    private final Webhook reference;

    private WebhookListener(ScriptedReceiver receiver, String secret) {
        this.receiver = receiver;
        this.secret = secret;
        this.reference = new Webhook(secret);
    }

    static WebhookListener registeredWith(ContractProbe ledger) {
        var receiver = new ScriptedReceiver();
        var answer =
                ledger.post(
                        "/v1/webhooks",
                        "{\"url\":\"%s\",\"events\":[\"activity.created\"]}"
                                .formatted(receiver.url("/ledger")));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Ledger-Effective")).hasValue("now");
        return new WebhookListener(receiver, answer.json().at("/data/webhook/secret").textValue());
    }

    /// Every attempt is answered 503 until [#accept]: what an earlier case left due may come in
    /// between.
    void refuse() {
        receiver.andThen(ReceiverReply.answers(503));
    }

    void accept() {
        receiver.andThen(ReceiverReply.accepts());
    }

    List<ReceivedRequest> received() {
        return receiver.received();
    }

    /// The requests that brought these activities, all of which have to come.
    List<ReceivedRequest> awaitActivities(Collection<String> ids) {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(arrived()).containsAll(ids));
        return requests(request -> ids.contains(activityId(request)));
    }

    /// The requests of one delivery, as many of which have to come.
    List<ReceivedRequest> awaitAttempts(String webhookId, int attempts) {
        Predicate<ReceivedRequest> ofIt = it -> it.header("webhook-id").equals(webhookId);
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(requests(ofIt)).hasSizeGreaterThanOrEqualTo(attempts));
        return requests(ofIt);
    }

    void verify(ReceivedRequest request) {
        assertThat(CONTRACT.differencesOfWebhook("activity.created", request.text())).isEmpty();
        assertThat(request.header("x-leadlex-signature")).isEqualTo("sha256=" + hmac(request));
        try {
            reference.verify(request.text(), headers(request));
        } catch (WebhookVerificationException refused) {
            throw new AssertionError("the reference library refuses " + request, refused);
        }
    }

    void rejectWhenTamperedWith(ReceivedRequest request) {
        String tampered = request.text().replace("\"type\":", "\"typ3\":");
        assertThatThrownBy(() -> reference.verify(tampered, headers(request)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Override
    public void close() {
        receiver.close();
    }

    private Set<String> arrived() {
        return received().stream().map(WebhookListener::activityId).collect(Collectors.toSet());
    }

    private List<ReceivedRequest> requests(Predicate<ReceivedRequest> wanted) {
        return received().stream().filter(wanted).toList();
    }

    private static String activityId(ReceivedRequest request) {
        try {
            return JSON.readTree(request.text()).at("/data/activity/id").textValue();
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("no JSON: " + request.text(), notJson);
        }
    }

    private static HttpHeaders headers(ReceivedRequest request) {
        return HttpHeaders.of(
                request.headers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
                (_, _) -> true);
    }

    private String hmac(ReceivedRequest request) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(request.body()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
