package io.activityledger.webhooks;

import static io.activityledger.testkit.ReceiverReply.answers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookDispatcherIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> SHORT =
            Map.of("LEDGER_WEBHOOKS_SCHEDULE", "0s,1s,1s,1s");

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final List<Instance> instances = new ArrayList<>();
    private EmbeddedBrokerSettings brokerSettings;
    private EmbeddedBroker broker;
    private RegistryOverHttp registry;
    private Writer writer;

    @BeforeEach
    void open() {
        brokerSettings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        broker = new EmbeddedBroker(brokerSettings).start();
        registry = new RegistryOverHttp(schemas);
        writer = new Writer(broker.bootstrapServers(), schemas);
    }

    @AfterEach
    void close() {
        instances.reversed().forEach(Instance::close);
        writer.close();
        registry.close();
        broker.close();
    }

    @Test
    void anActivityIsDeliveredWithBothSignatures() throws Exception {
        // Given
        Instance ada = ready(instance("ada", SHORT));
        try (var receiver = new ScriptedReceiver()) {
            String secret = secretOf(ada.create(receiver.url("/hook")));
            Activity activity = Activities.some().about("c1").build();

            // When
            writer.append(activity);

            // Then
            ReceivedRequest request = receiver.awaitReceived(1, SOON).getFirst();
            assertThat(request.text()).contains(activity.id().prefixed());
            String id = request.header("webhook-id");
            String signed = id + "." + request.header("webhook-timestamp") + "." + request.text();
            byte[] decoded = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            assertThat(request.header("webhook-signature"))
                    .isEqualTo("v1," + Base64.getEncoder().encodeToString(hmac(decoded, signed)));
            assertThat(request.header("X-LeadLex-Signature"))
                    .isEqualTo(
                            "sha256="
                                    + HexFormat.of()
                                            .formatHex(
                                                    hmac(secret.getBytes(UTF_8), request.text())));
        }
    }

    @Test
    void aReceiverThatFailsIsCalledAgainOnScheduleUnderTheSameId() throws Exception {
        // Given
        Instance ada = ready(instance("ada", SHORT));
        try (var receiver = new ScriptedReceiver()) {
            receiver.plays(answers(500), answers(503));
            assertThat(ada.create(receiver.url("/hook")).status()).isEqualTo(201);

            // When
            long began = System.nanoTime();
            writer.append(Activities.some().about("c1").build());

            // Then
            List<ReceivedRequest> requests = receiver.awaitReceived(3, SOON);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(1_800), Duration.ofSeconds(10));
            assertThat(ids(requests)).hasSize(1);
            assertThat(requests)
                    .extracting(ReceivedRequest::text)
                    .containsOnly(requests.getFirst().text());
            assertThat(requests.stream().map(it -> it.header("X-LeadLex-Delivery-ID")))
                    .doesNotHaveDuplicates();
            await().atMost(SOON).until(() -> lastStatus(ada).equals("success"));
        }
    }

    @Test
    void whatIsPendingSurvivesALostDirectory() throws Exception {
        // Given
        var slow = Map.of("LEDGER_WEBHOOKS_SCHEDULE", "0s,3s,3s");
        Instance ada = ready(instance("ada", slow));
        try (var receiver = new ScriptedReceiver()) {
            receiver.plays(answers(500));
            assertThat(ada.create(receiver.url("/hook")).status()).isEqualTo(201);
            writer.append(Activities.some().about("c1").build());
            receiver.awaitReceived(1, SOON);

            // When
            ada.close();
            instances.remove(ada);
            delete(temp.resolve("ada"));
            ready(instance("ada", slow));

            // Then
            List<ReceivedRequest> requests = receiver.awaitReceived(2, SOON);
            assertThat(ids(requests)).hasSize(1);
        }
    }

    @Test
    void anEndpointCountsFromTheVeryNextActivityOnWhicheverInstanceMatchesIt() throws Exception {
        // Given
        Instance ada = instance("ada", SHORT);
        Instance bob = instance("bob", SHORT);
        ready(ada);
        ready(bob);
        List<String> missed = new ArrayList<>();
        try (var receiver = new ScriptedReceiver()) {
            for (int round = 0; round < 24; round++) {
                Instance asked = round % 2 == 0 ? ada : bob;
                Activity earlier = Activities.some().about("c" + round).build();
                Activity next = Activities.some().about("c" + round).build();
                writer.append(earlier);

                // When
                Answer created = asked.create(receiver.url("/" + round));
                writer.append(next);

                // Then
                assertThat(created.header("Ledger-Effective")).contains("now");
                String path = "/" + round;
                await().atMost(SOON).until(() -> to(receiver, path).size() == 1);
                if (!to(receiver, path).getFirst().text().contains(next.id().prefixed())) {
                    missed.add(path);
                }
                assertThat(asked.delete(idOf(created))).isEqualTo(204);
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void aDeletedEndpointGetsNothingMore() throws Exception {
        // Given
        Instance ada = ready(instance("ada", SHORT));
        try (var receiver = new ScriptedReceiver();
                var other = new ScriptedReceiver()) {
            receiver.andThen(answers(500));
            Answer created = ada.create(receiver.url("/gone"));
            ada.create(other.url("/stays"));
            writer.append(Activities.some().about("c1").build());
            receiver.awaitReceived(1, SOON);

            // When
            assertThat(ada.delete(idOf(created))).isEqualTo(204);
            int before = receiver.received().size();
            writer.append(Activities.some().about("c1").build());

            // Then
            other.awaitReceived(2, SOON);
            await().during(Duration.ofSeconds(3))
                    .atMost(SOON)
                    .until(() -> receiver.received().size() <= before + 1);
        }
    }

    @Test
    void aBrokerThatGoesAndComesBackLosesNothing() throws Exception {
        // Given
        Instance ada = ready(instance("ada", SHORT));
        try (var receiver = new ScriptedReceiver()) {
            assertThat(ada.create(receiver.url("/hook")).status()).isEqualTo(201);
            List<Activity> written = new ArrayList<>();
            appendAll(written, 200);

            // When
            broker.close();
            broker = new EmbeddedBroker(brokerSettings).start();
            appendAll(written, 200);

            // Then
            await().atMost(SOON).until(() -> ids(receiver.received()).size() == 400);
            String all =
                    receiver.received().stream()
                            .map(ReceivedRequest::text)
                            .collect(Collectors.joining());
            assertThat(written).allMatch(it -> all.contains(it.id().prefixed()));
        }
    }

    private void appendAll(List<Activity> written, int count) throws Exception {
        for (int at = 0; at < count; at++) {
            Activity activity = Activities.some().about("c" + at % 17).build();
            if (!acknowledged(writer.send(activity))) {
                await().atMost(SOON).until(() -> acknowledged(writer.send(activity)));
            }
            written.add(activity);
        }
    }

    private static boolean acknowledged(Future<RecordMetadata> sent) throws Exception {
        try {
            sent.get();
            return true;
        } catch (java.util.concurrent.ExecutionException away) {
            return false;
        }
    }

    private Instance instance(String name, Map<String, String> more) {
        var instance =
                new Instance(
                        name, broker.bootstrapServers(), registry.uri(), temp.resolve(name), more);
        instances.add(instance);
        return instance.start();
    }

    private static Instance ready(Instance instance) {
        await(instance.name())
                .atMost(SOON)
                .conditionEvaluationListener(condition -> {
                    if (!condition.isSatisfied() && condition.getRemainingTimeInMS() < 200) {
                        System.err.println(instance.readiness());
                    }
                })
                .until(instance::ready);
        return instance;
    }

    private static String lastStatus(Instance asked) {
        return asked.client()
                .get("/v1/webhooks")
                .json()
                .at("/data/webhooks/0/last_delivery_status")
                .asText();
    }

    private static String secretOf(Answer created) {
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().at("/data/webhook/secret").textValue();
    }

    private static String idOf(Answer created) {
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().at("/data/webhook/id").textValue();
    }

    private static Set<String> ids(List<ReceivedRequest> requests) {
        return requests.stream().map(it -> it.header("webhook-id")).collect(Collectors.toSet());
    }

    private static List<ReceivedRequest> to(ScriptedReceiver receiver, String path) {
        return receiver.received().stream().filter(it -> it.path().equals(path)).toList();
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static void delete(Path tree) throws Exception {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
