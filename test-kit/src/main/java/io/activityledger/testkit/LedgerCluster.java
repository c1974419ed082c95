package io.activityledger.testkit;

import io.activityledger.embedded.EmbeddedBrokerMain;
import io.activityledger.embedded.Ports;
import io.activityledger.testkit.ProcessRecipe.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// What happens when a real process dies, stands still or joins? A broker on loopback for one test
/// class, or three, a schema registry for all of them, and what services the class adds, each a
/// process of its own.
///
/// ```
/// @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();
/// ```
///
/// Outputs and data lie in `target/clusters/<test class>`: kept, and named in the failure, when a
/// test fails; removed when all pass. Children end with the test's JVM, also when that is killed.
/// Only the thread of the tests uses it.
public final class LedgerCluster
        implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {

    private final List<Integer> kafkaPorts;
    private final List<Integer> controllerPorts;
    private final List<LedgerProcess> processes = new ArrayList<>();
    private final List<URI> registries = new ArrayList<>();
    private Path directory = Path.of("target", "clusters").toAbsolutePath();
    private boolean failed;

    public LedgerCluster() {
        this(1);
    }

    private LedgerCluster(int brokers) {
        kafkaPorts = IntStream.range(0, brokers).mapToObj(_ -> Ports.anyFree()).toList();
        controllerPorts = IntStream.range(0, brokers).mapToObj(_ -> Ports.anyFree()).toList();
    }

    /// Of which each record is on three, and on two before it is acknowledged.
    public static LedgerCluster ofThreeBrokers() {
        return new LedgerCluster(3);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var clusters = directory;
        directory = directory.resolve(context.getRequiredTestClass().getSimpleName());
        delete(directory);
        createDirectories(directory);
        for (int node = 1; node <= kafkaPorts.size(); node++) {
            launch(brokerRecipe(node));
        }
        registries.add(SharedRegistry.of(context, clusters).uri());
        brokers().forEach(LedgerProcess::awaitReady);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        processes.reversed().forEach(LedgerProcess::end);
        if (!failed && context.getExecutionException().isEmpty()) {
            delete(directory);
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
        failed = true;
        throw new AssertionError(
                failure.getMessage() + "\nThe output of every process is in " + directory, failure);
    }

    public String bootstrapServers() {
        return kafkaPorts.stream()
                .map(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
    }

    public URI registry() {
        return registries.getFirst();
    }

    public LedgerProcess broker() {
        return processes.getFirst();
    }

    public List<LedgerProcess> brokers() {
        return List.copyOf(processes.subList(0, kafkaPorts.size()));
    }

    /// A directory of that name, for the data of a service.
    public Path directory(String name) {
        return createDirectories(directory.resolve(name));
    }

    /// Starts a process and answers at once.
    public LedgerProcess launch(ProcessRecipe recipe) {
        var process = LedgerProcess.launch(recipe, directory);
        processes.add(process);
        return process;
    }

    /// Starts a process and answers when it is ready.
    public LedgerProcess start(ProcessRecipe recipe) {
        return launch(recipe).awaitReady();
    }

    private ProcessRecipe brokerRecipe(int node) {
        var name = kafkaPorts.size() == 1 ? "broker" : "broker-" + node;
        var controllers =
                controllerPorts.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new ProcessRecipe(
                name,
                EmbeddedBrokerMain.class.getName(),
                List.of(
                        directory.resolve(name).toString(),
                        Integer.toString(kafkaPorts.get(node - 1)),
                        controllers,
                        Integer.toString(node)),
                Map.of(),
                new Readiness.Line("READY "));
    }

    private static Path createDirectories(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
