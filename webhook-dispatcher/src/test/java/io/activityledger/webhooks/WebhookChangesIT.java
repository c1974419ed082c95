package io.activityledger.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Activity;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.testkit.RegistryOverHttp;
import io.activityledger.testkit.ScriptedReceiver;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is changed at one instance is heeded by whichever matches and delivers, from the answer on.
class WebhookChangesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PATH = "/v1/webhooks/";

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final ScriptedReceiver receiver = new ScriptedReceiver();
    private EmbeddedBroker broker;
    private RegistryOverHttp registry;
    private Writer writer;
    private Instance ada;
    private Instance bob;

    @BeforeEach
    void open() {
        broker =
                new EmbeddedBroker(
                                new EmbeddedBrokerSettings(
                                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree()))
                        .start();
        registry = new RegistryOverHttp(schemas);
        writer = new Writer(broker.bootstrapServers(), schemas);
        ada = instance("ada");
        bob = instance("bob");
        await().atMost(SOON).until(() -> ada.ready() && bob.ready());
    }

    @AfterEach
    void close() {
        bob.close();
        ada.close();
        writer.close();
        registry.close();
        broker.close();
        receiver.close();
    }

    @Test
    void aWebhooksLife() throws Exception {
        // Given
        Answer created = ada.create(receiver.url("/hook"));
        String id = created.json().at("/data/webhook/id").asText();
        String old = created.json().at("/data/webhook/secret").asText();

        // When: calls only, and no more than five in a second, say so at the other instance
        Answer patched =
                patch(
                        bob,
                        id,
                        "{\"filters\":{\"activity_types\":[\"call\"]},\"rate_limit\":5,"
                                + "\"headers\":{\"X-Team\":\"crm\"}}");
        for (int each = 0; each < 16; each++) {
            writer.append(Activities.some().of("note").about("c" + each).build());
            writer.append(Activities.some().of("call").about("c" + each).build());
        }

        // Then
        long began = System.nanoTime();
        assertThat(patched.header("Ledger-Effective")).contains("now");
        List<ReceivedRequest> calls = receiver.awaitReceived(16, SOON);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofSeconds(2));
        assertThat(calls)
                .hasSize(16)
                .allSatisfy(call -> {
                    assertThat(call.text()).contains("\"type\":\"call\"");
                    assertThat(call.header("X-Team")).isEqualTo("crm");
                });

        // When: its secret is turned, and the pace given back
        Answer rotated = ada.client().post(PATH + id + "/rotate-secret", "");
        patch(bob, id, "{\"filters\":null,\"rate_limit\":null,\"headers\":null}");
        Activity note = Activities.some().of("note").about("c1").build();
        writer.append(note);

        // Then
        ReceivedRequest last = receiver.awaitReceived(17, SOON).getLast();
        String fresh = rotated.json().at("/data/webhook/secret").asText();
        assertThat(rotated.header("Ledger-Effective")).contains("now");
        assertThat(last.text()).contains(note.id().prefixed());
        assertThatCode(() -> verify(old, last)).doesNotThrowAnyException();
        assertThatCode(() -> verify(fresh, last)).doesNotThrowAnyException();

        // When: it is put to sleep, tried, and called back to life
        patch(ada, id, "{\"active\":false}");
        writer.append(Activities.some().of("note").about("c2").build());
        Answer tried = bob.client().post(PATH + id + "/test", "");
        patch(bob, id, "{\"active\":true}");
        Activity awake = Activities.some().of("note").about("c3").build();
        writer.append(awake);

        // Then
        List<ReceivedRequest> all = receiver.awaitReceived(19, SOON);
        assertThat(tried.json().at("/data/test/delivered").asBoolean()).as(tried.body()).isTrue();
        assertThat(all.get(17).text()).contains("\"test\":true");
        assertThat(all.get(18).text()).contains(awake.id().prefixed());
        assertThat(all).hasSize(19);
    }

    private static void verify(String secret, ReceivedRequest request) throws Exception {
        Map<String, List<String>> headers =
                Map.of(
                        "webhook-id", List.of(request.header("webhook-id")),
                        "webhook-timestamp", List.of(request.header("webhook-timestamp")),
                        "webhook-signature", List.of(request.header("webhook-signature")));
        new Webhook(secret).verify(request.text(), headers);
    }

    private static Answer patch(Instance instance, String id, String body) {
        Answer answer =
                instance.client()
                        .answer(
                                instance.client()
                                        .request(PATH + id)
                                        .method("PATCH", BodyPublishers.ofString(body)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private Instance instance(String name) {
        return new Instance(
                        name,
                        broker.bootstrapServers(),
                        registry.uri(),
                        temp.resolve(name),
                        Map.of("LEDGER_WEBHOOKS_SCHEDULE", "0s,1s,1s,1s"))
                .start();
    }
}
