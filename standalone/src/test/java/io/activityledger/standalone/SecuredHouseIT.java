package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.kit.settings.SettingsFile;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.Topics.Topic;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.RegistryOverHttp;
import io.activityledger.testkit.ScriptedReceiver;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that wants TLS and a password, a registry behind TLS that wants another one, topics
/// that only an operator may create, and all of it told by one settings file: the whole house
/// works.
class SecuredHouseIT {

    private static final String BROKER_PASSWORD = "br0ker-planted";
    private static final String REGISTRY_PASSWORD = "reg1stry-planted";
    private static final String STORE_PASSWORD = "st0re-planted";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir private Path temp;

    private final int kafkaPort = Ports.anyFree();
    private final int httpPort = Ports.anyFree();

    @Test
    void theHouseWorksThroughTlsAndPasswordsOnTopicsThatOnlyAnOperatorCreates() throws Exception {
        makeCertificate();
        try (var broker = new EmbeddedBroker(brokerSettings()).start();
                var registry = registry();
                var receiver = new ScriptedReceiver()) {
            // Given
            Map<String, String> told =
                    Map.of("LEDGER_CONFIG_FILE", settingsFile(broker, registry.uri()));
            try (var services =
                            new HouseServices(
                                    new SettingsFile("LEDGER", List.of()).beneath(told),
                                    temp.resolve("no-keys.json"));
                    var probe =
                            new HttpProbe(URI.create("http://127.0.0.1:" + httpPort), "wbk_dev")) {
                services.start();
                awaitMissing(services, "Topic activities does not exist.");
                CommandRun diff = CommandRun.with(told, "topics", "diff");
                Set<String> before = topics();

                // When
                CommandRun create = CommandRun.with(told, "topics", "create");
                Awaitility.await().atMost(LONGEST).until(() -> services.missing().isEmpty());
                String id = writeAndRead(probe, receiver);
                CommandRun verify = CommandRun.with(told, "verify", "--url", base());
                CommandRun status = CommandRun.with(told, "status", "--instance", base(), "--json");
                CommandRun key =
                        CommandRun.with(told, "keys", "create", "--workspace=w", "--name=n");

                // Then
                assertThat(diff.exit()).as(diff.output()).isOne();
                assertThat(diff.output())
                        .contains("# Topic activities does not exist.")
                        .contains(
                                "kafka-topics --bootstrap-server 127.0.0.1:%d --command-config client.properties --create --topic activities --partitions 4"
                                        .formatted(kafkaPort));
                assertThat(before).isEmpty();
                assertThat(create.exit()).as(create.output()).isZero();
                assertThat(topics())
                        .containsExactlyInAnyOrderElementsOf(
                                Topics.ALL.stream().map(Topic::name).toList());
                assertThat(receiver.received()).anyMatch(it -> it.text().contains(id));
                assertThat(verify.exit()).as(verify.output()).isZero();
                assertThat(status.exit()).as(status.output()).isZero();
                assertThat(status.output())
                        .contains("\"group\" : \"activity-timelines-v")
                        .contains("\"webhook_backlog\" : 0.0");
                assertThat(key.exit()).as(key.output()).isZero();
                assertThat(diff.output() + create.output() + verify.output() + status.output())
                        .doesNotContain(BROKER_PASSWORD, REGISTRY_PASSWORD, STORE_PASSWORD);
            }
        }
    }

    private String writeAndRead(HttpProbe probe, ScriptedReceiver receiver) {
        var webhook =
                probe.post(
                        "/v1/webhooks",
                        "{\"url\":\"%s\",\"events\":[\"activity.created\"]}"
                                .formatted(receiver.url("/hook")));
        assertThat(webhook.status()).as(webhook.body()).isEqualTo(201);
        assertThat(probe.put("/v1/contacts/c1", "{}").status()).isEqualTo(201);
        var made = probe.post("/v1/activities", "{\"type\":\"call\",\"contact_id\":\"c1\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String id = made.json().at("/data/activity/id").asText();
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> probe.get("/v1/contacts/c1/activities").body().contains(id));
        receiver.awaitReceived(1, LONGEST);
        return id;
    }

    private static void awaitMissing(HouseServices services, String sentence) {
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> services.missing().orElse("").contains(sentence));
    }

    private String settingsFile(EmbeddedBroker broker, URI registry) throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("LEDGER_KAFKA_BOOTSTRAP", broker.bootstrapServers());
        client().forEach((name, value) -> settings.put("LEDGER_KAFKA_CLIENT_" + name, value));
        settings.put("LEDGER_REGISTRY_URL", registry.toString());
        settings.put("LEDGER_REGISTRY_CLIENT_BASIC_AUTH_USER_INFO", "ledger:" + REGISTRY_PASSWORD);
        settings.put("LEDGER_REGISTRY_CLIENT_SSL_TRUSTSTORE_TYPE", "PEM");
        settings.put("LEDGER_REGISTRY_CLIENT_SSL_TRUSTSTORE_LOCATION", pem());
        settings.put("LEDGER_TOPICS_MANAGE", "verify");
        settings.put("LEDGER_TOPICS_PARTITIONS", "4");
        settings.put("LEDGER_SECRET", "A".repeat(43) + "=");
        settings.put("LEDGER_DATA_DIR", temp.resolve("data").toString());
        settings.put("LEDGER_HTTP_PORT", Integer.toString(httpPort));
        settings.put("LEDGER_INTERNAL_PORT", Integer.toString(Ports.anyFree()));
        settings.put("LEDGER_WEBHOOKS_INTERNAL_PORT", Integer.toString(Ports.anyFree()));
        settings.put("LEDGER_WEBHOOKS_ALLOW_HTTP", "true");
        settings.put("LEDGER_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8");
        var text = new StringBuilder();
        settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        return Files.writeString(temp.resolve("ledger.properties"), text).toString();
    }

    private Map<String, String> client() {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", login("ledger", ""),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", pem(),
                // where other tests take the processors
                "default.api.timeout.ms", "60000");
    }

    private static String login(String user, String known) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"%s;"
                .formatted(user, BROKER_PASSWORD, known);
    }

    private Set<String> topics() throws Exception {
        var properties = new HashMap<String, Object>(client());
        properties.put("bootstrap.servers", "127.0.0.1:" + kafkaPort);
        try (var admin = Admin.create(properties)) {
            return admin.listTopics().names().get();
        }
    }

    private EmbeddedBrokerSettings brokerSettings() {
        int controller = Ports.anyFree();
        String listener = "SASL_SSL://127.0.0.1:" + kafkaPort;
        String users =
                " user_broker=\"%s\" user_ledger=\"%s\""
                        .formatted(BROKER_PASSWORD, BROKER_PASSWORD);
        return new EmbeddedBrokerSettings(
                temp.resolve("broker"),
                1,
                kafkaPort,
                List.of(controller),
                Map.ofEntries(
                        Map.entry("listeners", listener + ",CONTROLLER://127.0.0.1:" + controller),
                        Map.entry("advertised.listeners", listener),
                        Map.entry(
                                "listener.security.protocol.map",
                                "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT"),
                        Map.entry("inter.broker.listener.name", "SASL_SSL"),
                        Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                        Map.entry(
                                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                                login("broker", users)),
                        Map.entry("ssl.keystore.type", "PKCS12"),
                        Map.entry("ssl.keystore.location", store()),
                        Map.entry("ssl.keystore.password", STORE_PASSWORD),
                        Map.entry("ssl.truststore.type", "PEM"),
                        Map.entry("ssl.truststore.location", pem())));
    }

    private RegistryOverHttp registry() throws Exception {
        var keys = KeyStore.getInstance(Path.of(store()).toFile(), STORE_PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        String user = "ledger:" + REGISTRY_PASSWORD;
        return RegistryOverHttp.guarded(
                new FakeSchemaRegistry(),
                tls,
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
    }

    private void makeCertificate() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-rfc", "-alias", "broker", "-file", pem());
    }

    private void keytool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store(), "-storepass", STORE_PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private String store() {
        return temp.resolve("broker.p12").toString();
    }

    private String pem() {
        return temp.resolve("broker.pem").toString();
    }

    private String base() {
        return "http://127.0.0.1:" + httpPort;
    }
}
