package io.activityledger.webhooks;

import static io.activityledger.testkit.ReceiverReply.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import io.activityledger.testkit.ScriptedReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an endpoint's deliveries came to, asked at instances that may or may not hold it.
class WebhookHistoryIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> SHORT = Map.of("LEDGER_WEBHOOKS_SCHEDULE", "0s,1s");

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final List<Instance> instances = new ArrayList<>();
    private EmbeddedBroker broker;
    private RegistryOverHttp registry;
    private Writer writer;
    private ScriptedReceiver receiver;

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
    }

    @AfterEach
    void close() {
        instances.reversed().forEach(Instance::close);
        receiver.close();
        writer.close();
        registry.close();
        broker.close();
    }

    @Test
    void everyInstanceTellsTheSameOfEveryEndpoint() throws Exception {
        // Given
        Instance ada = ready(instance("ada"));
        Instance bob = ready(instance("bob"));
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < 6; at++) {
            ids.add(idOf(ada.create(receiver.url("/" + at))));
        }

        // When
        writer.append(Activities.some().about("c1").build());

        // Then
        for (String id : ids) {
            await().atMost(SOON).until(() -> total(ada, id) == 1 && total(bob, id) == 1);
            JsonNode told = logs(ada, id);
            assertThat(told).isEqualTo(logs(bob, id));
            assertThat(told.at("/data/logs/0/status").asText()).isEqualTo("success");
            assertThat(bob.client().get("/v1/webhooks/" + id + "/health").status()).isEqualTo(200);
        }
    }

    @Test
    void theLogSurvivesWhoeverWroteIt() throws Exception {
        // Given
        Instance ada = ready(instance("ada"));
        receiver.andThen(answers(500));
        String id = idOf(ada.create(receiver.url("/hook")));
        writer.append(Activities.some().about("c1").build());
        await().atMost(SOON).until(() -> total(ada, id) == 2);

        // When
        ada.close();
        instances.remove(ada);
        Instance bob = ready(instance("bob"));

        // Then
        await().atMost(SOON).until(() -> total(bob, id) == 2);
        JsonNode letters = bob.client().get("/v1/webhooks/" + id + "/dead-letters").json();
        assertThat(letters.at("/meta/total").asInt()).isEqualTo(1);
        assertThat(letters.at("/data/dead_letters/0/reason").asText()).contains("2 attempts");
    }

    private static int total(Instance asked, String id) {
        Answer answer = asked.client().get("/v1/webhooks/" + id + "/logs");
        return answer.status() == 200 ? answer.json().at("/meta/total").asInt() : -answer.status();
    }

    private static JsonNode logs(Instance asked, String id) {
        return asked.client().get("/v1/webhooks/" + id + "/logs").json();
    }

    private Instance instance(String name) {
        var instance =
                new Instance(
                        name, broker.bootstrapServers(), registry.uri(), temp.resolve(name), SHORT);
        instances.add(instance);
        return instance.start();
    }

    private static Instance ready(Instance instance) {
        await(instance.name()).atMost(SOON).until(instance::ready);
        return instance;
    }

    private static String idOf(Answer created) {
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().at("/data/webhook/id").textValue();
    }
}
