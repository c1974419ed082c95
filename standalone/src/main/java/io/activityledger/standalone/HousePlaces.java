package io.activityledger.standalone;

import io.activityledger.embedded.DataDirectory;
import io.activityledger.embedded.Opening;
import io.activityledger.embedded.Ports;
import java.util.random.RandomGenerator;

/// Where everything of one house is: settled before anything starts, every 0 replaced by a port.
record HousePlaces(
        DataDirectory directory,
        int httpPort,
        int kafkaPort,
        int controllerPort,
        int registryPort,
        int registryManagementPort) {

    /// Takes hold of the data directory and chooses ports, or says in one sentence why not.
    static HousePlaces settle(HouseSettings settings, RandomGenerator random) {
        var directory = open(settings, random);
        try {
            return new HousePlaces(
                    directory,
                    port(settings.httpPort(), "--http-port"),
                    port(settings.kafkaPort(), "--kafka-port"),
                    directory.port("controller"),
                    port(settings.registryPort(), "--registry-port"),
                    directory.port("registry-management"));
        } catch (CannotStart refusal) {
            directory.close();
            throw refusal;
        }
    }

    private static DataDirectory open(HouseSettings settings, RandomGenerator random) {
        return switch (DataDirectory.open(settings.dataDirectory(), random)) {
            case Opening.Opened(var directory) -> directory;
            case Opening.Refused refused -> throw new CannotStart(refused.sentence());
        };
    }

    private static int port(int wanted, String flag) {
        var complaint = wanted == 0 ? "" : Ports.complaint(wanted, flag).orElse("");
        if (!complaint.isEmpty()) {
            throw new CannotStart(complaint);
        }
        return Ports.orAnyFree(wanted);
    }
}
