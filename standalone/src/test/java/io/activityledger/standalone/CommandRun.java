package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.testkit.LedgerCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What did a command of `ledger` print, to either stream, and how did it end?
record CommandRun(String output, int exit) {

    private static final int LIMIT_SECONDS = 60;

    /// Runs it as a process of its own that reaches the cluster as an operator's would.
    static CommandRun against(LedgerCluster cluster, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ledger.class.getName()));
        command.addAll(List.of(arguments));
        var building = new ProcessBuilder(command).redirectErrorStream(true);
        building.environment().put("LEDGER_KAFKA_BOOTSTRAP", cluster.bootstrapServers());
        building.environment().put("LEDGER_REGISTRY_URL", cluster.registry().toString());
        var process = building.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end:\n" + output);
        }
        return new CommandRun(output, process.exitValue());
    }
}
