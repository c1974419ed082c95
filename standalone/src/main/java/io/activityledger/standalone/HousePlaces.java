package io.activityledger.standalone;

import io.activityledger.embedded.DataDirectory;
import io.activityledger.embedded.Opening;
import io.activityledger.embedded.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Where everything of one house is: settled before anything starts, every 0 replaced by a port.
record HousePlaces(
        DataDirectory directory,
        int httpPort,
        int kafkaPort,
        int controllerPort,
        int registryPort,
        int registryManagementPort,
        int internalPort,
        int webhooksInternalPort,
        Map<String, String> environment) {

    private static final int PARTITIONS = 4;

    /// Takes hold of the data directory and chooses ports, or says in one sentence why not.
    static HousePlaces settle(HouseSettings settings, RandomGenerator random) {
        var directory = open(settings, random);
        try {
            refuseTaken(settings);
            return new HousePlaces(
                    directory,
                    Ports.orAnyFree(settings.httpPort()),
                    Ports.orAnyFree(settings.kafkaPort()),
                    directory.port("controller"),
                    Ports.orAnyFree(settings.registryPort()),
                    directory.port("registry-management"),
                    directory.port("internal"),
                    directory.port("webhooks-internal"),
                    settings.environment());
        } catch (CannotStart refusal) {
            directory.close();
            throw refusal;
        }
    }

    /// The settings of the services: the environment's, but for what this house decides.
    Map<String, String> serviceVariables(String bootstrapServers, URI registry) {
        Map<String, String> variables = new HashMap<>();
        variables.put("LEDGER_TOPICS_PARTITIONS", Integer.toString(PARTITIONS));
        variables.put("LEDGER_TIMELINE_STANDBYS", "0");
        variables.put("LEDGER_WEBHOOKS_STANDBYS", "0");
        variables.put("LEDGER_WEBHOOKS_ALLOW_HTTP", "true");
        variables.put("LEDGER_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128");
        environment.forEach((name, value) -> {
            if (name.startsWith("LEDGER_")) {
                variables.put(name, value);
            }
        });
        variables.put("LEDGER_KAFKA_BOOTSTRAP", bootstrapServers);
        variables.put("LEDGER_REGISTRY_URL", registry.toString());
        variables.put("LEDGER_DATA_DIR", directory.state().toString());
        variables.put("LEDGER_SECRET", directory.secret());
        variables.put("LEDGER_HTTP_HOST", "127.0.0.1");
        variables.put("LEDGER_HTTP_PORT", Integer.toString(httpPort));
        variables.put("LEDGER_INTERNAL_HOST", "127.0.0.1");
        variables.put("LEDGER_INTERNAL_PORT", Integer.toString(internalPort));
        variables.put("LEDGER_INTERNAL_ADVERTISED", "127.0.0.1:" + internalPort);
        variables.put("LEDGER_TIMELINE_PEERS", "127.0.0.1:" + internalPort);
        variables.put("LEDGER_WEBHOOKS_INTERNAL_HOST", "127.0.0.1");
        variables.put("LEDGER_WEBHOOKS_INTERNAL_PORT", Integer.toString(webhooksInternalPort));
        variables.put("LEDGER_WEBHOOKS_INTERNAL_ADVERTISED", "127.0.0.1:" + webhooksInternalPort);
        variables.put("LEDGER_INSTANCE_ID", "dev");
        return variables;
    }

    /// Further keys: the file that the environment names, or `keys.json` beside the data.
    Path keysFile() {
        var named = environment.get("LEDGER_KEYS_FILE");
        return named == null ? directory.root().resolve("keys.json") : Path.of(named);
    }

    private static DataDirectory open(HouseSettings settings, RandomGenerator random) {
        return switch (DataDirectory.open(settings.dataDirectory(), random)) {
            case Opening.Opened(var directory) -> directory;
            case Opening.Refused refused -> throw new CannotStart(refused.sentence());
        };
    }

    /// All that are taken, at once.
    private static void refuseTaken(HouseSettings settings) {
        var wanted = new LinkedHashMap<String, Integer>();
        wanted.put("--http-port", settings.httpPort());
        wanted.put("--kafka-port", settings.kafkaPort());
        wanted.put("--registry-port", settings.registryPort());
        var complaints =
                wanted.entrySet().stream()
                        .filter(each -> each.getValue() != 0)
                        .flatMap(each -> Ports.complaint(each.getValue(), each.getKey()).stream())
                        .toList();
        if (!complaints.isEmpty()) {
            throw new CannotStart(String.join("\n", complaints));
        }
    }
}
