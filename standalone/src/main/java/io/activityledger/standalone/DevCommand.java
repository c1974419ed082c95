package io.activityledger.standalone;

import io.activityledger.kit.SystemEnvironment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ledger dev`: the whole house on this machine, until Ctrl-C.
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        defaultValueProvider = SettingDefaults.class,
        description =
                "Run everything on this machine: broker, schema registry and all services,"
                        + " on 127.0.0.1 only. Port 0 means any free port.")
final class DevCommand implements Callable<Integer> {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the API (LEDGER_HTTP_PORT).")
    private int httpPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the broker (LEDGER_KAFKA_PORT).")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the schema registry (LEDGER_REGISTRY_PORT).")
    private int registryPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIRECTORY",
            defaultValue = ".ledger",
            description = "Where data, logs and chosen ports are kept (LEDGER_DATA_DIR).")
    private Path dataDir = Path.of(".ledger");

    @Option(
            names = "--demo",
            defaultValue = "false",
            description = "Fill the workspace with a few contacts and a year of their activities.")
    private boolean demo;

    @Override
    public Integer call() {
        var environment = SystemEnvironment.ofThisProcess();
        var settings =
                new HouseSettings(
                        httpPort, kafkaPort, registryPort, dataDir, environment.variables());
        return new DevRun(settings, demo ? DevRun.Guests.DEMO : DevRun.Guests.NONE).run();
    }
}
