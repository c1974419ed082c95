package io.activityledger.webhooks;

import static io.activityledger.testkit.ReceiverReply.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was given up is sent again, and what was recorded is replayed, over the doors of an
/// instance that may or may not hold the endpoint.
class WebhookCommandsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private EmbeddedBroker broker;
    private RegistryOverHttp registry;
    private Writer writer;
    private ScriptedReceiver receiver;
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
        receiver = new ScriptedReceiver();
        ada = instance("ada");
        bob = instance("bob");
        Stream.of(ada, bob).forEach(it -> await().atMost(SOON).until(it::ready));
    }

    @AfterEach
    void close() {
        bob.close();
        ada.close();
        receiver.close();
        writer.close();
        registry.close();
        broker.close();
    }

    @Test
    void whatWasGivenUpIsSentAgainUnderTheSameIdWhicheverInstanceIsAsked() throws Exception {
        // Given
        receiver.plays(answers(500), answers(500), answers(500));
        String path = "/v1/webhooks/" + idOf(ada.create(receiver.url("/hook")));
        for (int at = 0; at < 3; at++) {
            writer.append(Activities.some().about("c" + at).build());
        }
        awaitLetters(path, 3);
        JsonNode letters = bob.client().get(path + "/dead-letters").json();
        String first = letters.at("/data/dead_letters/0/webhook_id").asText();
        String second = letters.at("/data/dead_letters/1/webhook_id").asText();
        JsonNode logs = bob.client().get(path + "/logs?status=failed").json();
        String attempt = attemptOf(logs, second);

        // When
        assertThat(post(ada, path + "/dead-letters/" + first + "/retry", "{}")).isEqualTo(202);
        assertThat(post(bob, path + "/logs/" + attempt + "/retry", "{}")).isEqualTo(202);
        awaitLetters(path, 1);
        assertThat(post(bob, path + "/recover", "{\"since\":\"2020-01-01\"}")).isEqualTo(202);

        // Then
        awaitLetters(path, 0);
        List<ReceivedRequest> requests = receiver.awaitReceived(6, SOON);
        assertThat(requests.stream().map(it -> it.header("webhook-id")).distinct()).hasSize(3);
        await().atMost(SOON).until(() -> total(ada, path + "/logs?status=success") == 3);
        String done =
                ada.client()
                        .get(path + "/logs?status=success")
                        .json()
                        .at("/data/logs/0/delivery_id")
                        .asText();
        assertThat(post(ada, path + "/logs/" + done + "/retry", "{}")).isEqualTo(409);
        assertThat(post(ada, path + "/logs/nobody/retry", "{}")).isEqualTo(404);
        assertThat(post(ada, path + "/recover", "{}")).isEqualTo(400);
    }

    @Test
    void whatWasRecordedInATimeIsReplayedUnderIdsOfItsOwn() throws Exception {
        // Given
        String path = "/v1/webhooks/" + idOf(ada.create(receiver.url("/hook")));
        List<Activity> written =
                Stream.of("c1", "c2", "c3").map(it -> Activities.some().about(it).build()).toList();
        for (Activity activity : written) {
            writer.append(activity);
        }
        receiver.awaitReceived(3, SOON);

        // When
        Answer replay =
                bob.client()
                        .post(
                                path + "/replay",
                                "{\"recorded_from\":\"%s\",\"recorded_to\":\"%s\"}"
                                        .formatted(
                                                written.getFirst().recordedAt(),
                                                written.getLast().recordedAt()));

        // Then
        assertThat(replay.status()).as(replay.toString()).isEqualTo(202);
        String id = replay.json().at("/data/replay/id").asText();
        await().atMost(SOON)
                .until(() ->
                        ada.client()
                                .get(path + "/replay/" + id)
                                .json()
                                .at("/data/replay/status")
                                .asText()
                                .equals("completed"));
        List<ReceivedRequest> requests = receiver.awaitReceived(6, SOON);
        assertThat(requests.stream().map(it -> it.header("webhook-id")).distinct()).hasSize(6);
        assertThat(requests.stream().map(ReceivedRequest::text).distinct()).hasSize(3);
        assertThat(ada.client().get(path + "/replay/rpl_0x").status()).isEqualTo(404);
        assertThat(
                        post(
                                ada,
                                path + "/replay",
                                "{\"recorded_from\":\"2026-01-02\",\"recorded_to\":\"2025-01-01\"}"))
                .isEqualTo(400);
    }

    private void awaitLetters(String path, int count) {
        await().atMost(SOON)
                .until(() ->
                        total(ada, path + "/dead-letters") == count
                                && total(bob, path + "/dead-letters") == count);
    }

    private static int total(Instance asked, String path) {
        Answer answer = asked.client().get(path);
        return answer.status() == 200 ? answer.json().at("/meta/total").asInt() : -1;
    }

    private static String attemptOf(JsonNode logs, String webhookId) {
        for (JsonNode log : logs.at("/data/logs")) {
            if (log.at("/webhook_id").asText().equals(webhookId)) {
                return log.at("/delivery_id").asText();
            }
        }
        throw new AssertionError("no attempt of " + webhookId + " in " + logs);
    }

    private static int post(Instance asked, String path, String body) {
        return asked.client().post(path, body).status();
    }

    private Instance instance(String name) {
        return new Instance(
                        name,
                        broker.bootstrapServers(),
                        registry.uri(),
                        temp.resolve(name),
                        Map.of("LEDGER_WEBHOOKS_SCHEDULE", "0s"))
                .start();
    }

    private static String idOf(Answer created) {
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().at("/data/webhook/id").textValue();
    }
}
