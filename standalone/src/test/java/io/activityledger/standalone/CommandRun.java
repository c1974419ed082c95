package io.activityledger.standalone;

import io.activityledger.testkit.Distribution;
import io.activityledger.testkit.LedgerCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What did a command of `ledger` print, to either stream, and how did it end?
record CommandRun(String output, int exit) {

    private static final int LIMIT_SECONDS = 120;

    /// Runs it as a process of its own that reaches the cluster as an operator's would.
    static CommandRun against(LedgerCluster cluster, String... arguments) throws Exception {
        return with(
                Map.of(
                        "LEDGER_KAFKA_BOOTSTRAP",
                        cluster.bootstrapServers(),
                        "LEDGER_REGISTRY_URL",
                        cluster.registry().toString()),
                arguments);
    }

    /// The same with settings of its own.
    static CommandRun with(Map<String, String> settings, String... arguments) throws Exception {
        var command = new ArrayList<>(Distribution.ledgerOfTests());
        command.addAll(List.of(arguments));
        Path told = Files.createTempFile("command", ".out");
        var building =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(told.toFile());
        building.environment().putAll(settings);
        var process = building.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        String output = Files.readString(told);
        Files.delete(told);
        if (!ended) {
            process.destroyForcibly();
            throw new AssertionError("did not end:\n" + output);
        }
        return new CommandRun(output, process.exitValue());
    }
}
