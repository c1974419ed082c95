package io.activityledger.standalone;

import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.standalone.status.HouseStatus;
import io.activityledger.standalone.status.HttpMetricsClient;
import io.activityledger.standalone.status.InstanceStatus;
import io.activityledger.standalone.status.KafkaGroupReader;
import io.activityledger.standalone.status.StatusTable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ledger status`: how far has every part come, who works on what, and what waits?
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Show for each application of the house its instances, and for each partition how far"
                    + " it has come, who owns it and who stands by; for each instance named, what"
                    + " waits there. Speaks to Kafka as the services' own variables name it.",
            "Ends with 1 where an instance does not answer or a partition has no owner."
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--instance",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description =
                    "An instance of a service, not the gateway; once for each. Standbys and the"
                            + " backlog of webhooks are known to instances only.")
    private List<URI> instances = List.of();

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Override
    public Integer call() {
        DevLog.quieten();
        try {
            HouseStatus house = read();
            System.out.println(json ? StatusTable.json(house) : StatusTable.text(house));
            return well(house) ? 0 : 1;
        } catch (CannotStart sentence) {
            System.err.println(sentence.getMessage());
        } catch (KafkaException failure) {
            System.err.println("Kafka: " + failure.getMessage());
        }
        return 1;
    }

    private HouseStatus read() {
        var reach = KafkaReach.read(SystemEnvironment.ofThisProcess().variables());
        var clients = reach.kafka().clientProperties();
        try (var metrics = new HttpMetricsClient();
                var cluster = new KafkaAdmin(clients, "ledger-status", PATIENCE)) {
            cluster.open();
            List<InstanceStatus> heard = instances.stream().map(metrics::ask).toList();
            return new HouseStatus(new KafkaGroupReader(cluster.admin(), heard).read(), heard);
        }
    }

    private static boolean well(HouseStatus house) {
        boolean allAnswer =
                house.instances().stream().allMatch(InstanceStatus.Heard.class::isInstance);
        boolean allOwned =
                house.groups().stream()
                        .filter(group -> !group.instances().isEmpty())
                        .flatMap(group -> group.partitions().stream())
                        .noneMatch(partition -> partition.owner().isEmpty());
        long working =
                house.groups().stream()
                        .filter(group -> !group.instances().isEmpty())
                        .map(group -> group.group().replaceFirst("-v\\d.*", ""))
                        .distinct()
                        .count();
        return allAnswer && allOwned && working >= KafkaGroupReader.applications();
    }
}
