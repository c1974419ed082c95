package io.activityledger.standalone;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.audit.Audit;
import io.activityledger.audit.AuditReport;
import io.activityledger.audit.AuditScope;
import io.activityledger.audit.AuditScope.Breadth;
import io.activityledger.audit.Finding;
import io.activityledger.audit.HttpTimelinesClient;
import io.activityledger.audit.KafkaLogReader;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `ledger verify`: does the running house answer what its log says?
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Read the whole log and compare every timeline, its order, its total and its ids with"
                    + " what the running house answers. Ends with 0 where all agrees, with 1 where"
                    + " something differs or could not be compared.",
            "Speaks to Kafka and the schema registry as the services' own variables name them"
                    + " (LEDGER_KAFKA_BOOTSTRAP, LEDGER_REGISTRY_URL, ...); by default those of"
                    + " ./ledger dev."
        })
final class VerifyCommand implements Callable<Integer> {

    private static final long BYTES_OF_A_MEGABYTE = 1L << 20;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where timelines are read.")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--key",
            paramLabel = "WORKSPACE=KEY",
            description =
                    "A key that may read the activities of a workspace; once for each workspace."
                            + " If absent, that of ./ledger dev.")
    private Map<String, String> keys = Map.of();

    @Option(
            names = "--subjects",
            paramLabel = "all|primary",
            defaultValue = "all",
            description = "Look for an activity in all its subjects' timelines, or in the first's.")
    private String subjects = "all";

    @Option(
            names = "--parallel",
            defaultValue = "8",
            description = "Questions to the house at a time.")
    private int parallel = 8;

    @Option(
            names = "--memory-mb",
            defaultValue = "64",
            description =
                    "Memory for what is sorted, twice; the rest lies in the temporary directory.")
    private long memoryMegabytes = 64;

    @Option(names = "--show", defaultValue = "10", description = "Findings of a kind to show.")
    private int shown = 10;

    @Option(
            names = "--accept-unreadable",
            description =
                    "Records that cannot be read are told, but are no reason to end with 1: on a log"
                            + " they stand for ever.")
    private boolean acceptUnreadable;

    @Override
    public Integer call() throws IOException {
        if (parallel < 1 || memoryMegabytes < 1 || shown < 0) {
            throw wrong("--parallel and --memory-mb must be 1 or more, --show 0 or more");
        }
        DevLog.quieten();
        Path temporary = Files.createTempDirectory("ledger-verify-");
        try {
            return verify(
                    new AuditScope(
                            breadth(),
                            temporary,
                            memoryMegabytes * BYTES_OF_A_MEGABYTE,
                            parallel,
                            BETWEEN,
                            shown));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private int verify(AuditScope scope) {
        var known = keys.isEmpty() ? Map.of(DevelopmentKey.WORKSPACE, DevelopmentKey.KEY) : keys;
        try {
            var reach = KafkaReach.read(SystemEnvironment.ofThisProcess().variables());
            try (var registry = reach.registry().client(HttpSchemaRegistryClient::new);
                    var log =
                            new KafkaLogReader(
                                    reach.kafka().clientProperties().consumer("ledger-verify"),
                                    registry);
                    var house = new HttpTimelinesClient(url, known)) {
                return told(new Audit(log, house, scope, System.out::println).run());
            }
        } catch (CannotStart | SchemaRegistry.Unavailable sentence) {
            System.err.println(sentence.getMessage());
        } catch (KafkaException failure) {
            System.err.println("Kafka: " + failure.getMessage());
        }
        return 1;
    }

    private int told(AuditReport report) {
        for (Finding finding : report.first()) {
            System.out.println("  " + finding.kind() + " " + finding.what());
        }
        say(
                "%s records, of which %s repeat an id"
                        .formatted(number(report.records()), number(report.repeated())));
        say(
                "%s rows in %s timelines compared"
                        .formatted(number(report.rows()), number(report.timelines())));
        if (report.rowsWithoutKey() > 0) {
            String workspaces =
                    String.join(", ", report.workspacesWithoutKey().stream().sorted().toList());
            say(
                    "%s rows NOT compared: no key for %s (--key)"
                            .formatted(number(report.rowsWithoutKey()), workspaces));
        }
        if (report.rowsWithoutDoor() > 0) {
            say(
                    "%s rows NOT compared: the house has no door for them"
                            .formatted(number(report.rowsWithoutDoor())));
        }
        report.found().forEach((kind, count) -> say(number(count) + " " + kind.words()));
        boolean clean = acceptUnreadable ? report.cleanButUnreadable() : report.clean();
        System.out.println(clean ? "All agrees." : "NOT all agrees.");
        return clean ? 0 : 1;
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private Breadth breadth() {
        return switch (subjects) {
            case "all" -> Breadth.ALL;
            case "primary" -> Breadth.PRIMARY;
            default -> throw wrong("--subjects is all or primary");
        };
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
