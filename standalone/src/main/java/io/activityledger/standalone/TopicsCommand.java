package io.activityledger.standalone;

import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.kafka.KafkaTopics;
import io.activityledger.kit.kafka.TopicDifference;
import io.activityledger.kit.kafka.TopicSpec;
import io.activityledger.kit.kafka.TopicsOutcome;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `ledger topics`: are the topics of any cluster there and as they have to be?
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = {
            "Create the ledger's topics on any cluster, or say what is missing or different. Speaks"
                    + " to Kafka as the services' own variables name it (LEDGER_KAFKA_BOOTSTRAP,"
                    + " LEDGER_KAFKA_CLIENT_...); LEDGER_TOPICS_PARTITIONS and"
                    + " LEDGER_TOPICS_REPLICATION say how they have to be.",
            "Ends with 0 where all is as it has to be, with 1 where it is not."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TopicsCommand.Create.class,
            TopicsCommand.Verify.class,
            TopicsCommand.Diff.class
        })
final class TopicsCommand implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create, verify or diff?");
    }

    /// Asks the cluster and tells what it answers; the exit code is 1 for all that is not as hoped.
    private static int with(
            BiFunction<KafkaTopics, List<TopicSpec>, TopicsOutcome> question,
            ToIntFunction<TopicsOutcome> telling) {
        DevLog.quieten();
        try {
            var reach = KafkaReach.read(SystemEnvironment.ofThisProcess().variables());
            var clients = reach.kafka().clientProperties();
            try (var cluster = new KafkaAdmin(clients, "ledger-topics", PATIENCE)) {
                cluster.open();
                return telling.applyAsInt(question.apply(cluster.topics(PATIENCE), specs(reach)));
            }
        } catch (CannotStart sentence) {
            System.err.println(sentence.getMessage());
        } catch (KafkaException failure) {
            System.err.println("Kafka: " + failure.getMessage());
        }
        return 1;
    }

    private static List<TopicSpec> specs(KafkaReach reach) {
        var topics = reach.topics();
        return Topics.ALL.stream()
                .map(it -> topics.spec(it.name(), it.partitions(topics.partitions()), it.config()))
                .toList();
    }

    private static int sentences(TopicsOutcome outcome) {
        return switch (outcome) {
            case TopicsOutcome.Standing(var created) -> {
                created.forEach(topic -> System.out.println("Created " + topic));
                System.out.printf("%d topics are as they have to be.%n", Topics.ALL.size());
                yield 0;
            }
            case TopicsOutcome.Differing(var differences) -> {
                differences.forEach(System.out::println);
                yield 1;
            }
            case TopicsOutcome.BrokerUnreachable(var reason) -> unreachable(reason);
        };
    }

    /// What a shell could run, with a sentence above each command.
    private static int script(TopicsOutcome outcome) {
        return switch (outcome) {
            case TopicsOutcome.Standing _ -> 0;
            case TopicsOutcome.Differing(var differences) -> {
                for (TopicDifference difference : differences) {
                    System.out.println("# " + difference.sentence());
                    difference.commands().forEach(System.out::println);
                }
                yield 1;
            }
            case TopicsOutcome.BrokerUnreachable(var reason) -> unreachable(reason);
        };
    }

    private static int unreachable(String reason) {
        System.err.println("The brokers do not answer: " + reason);
        return 1;
    }

    /// `ledger topics create`.
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Create what is missing; nothing that exists is altered. Then verify.")
    static final class Create implements Callable<Integer> {

        @Override
        public Integer call() {
            return with(KafkaTopics::create, TopicsCommand::sentences);
        }
    }

    /// `ledger topics verify`.
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "One sentence, with what mends it, for each that is missing or different.")
    static final class Verify implements Callable<Integer> {

        @Override
        public Integer call() {
            return with(KafkaTopics::verify, TopicsCommand::sentences);
        }
    }

    /// `ledger topics diff`.
    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "The same as commands of Kafka's own tools, to be read and then run.")
    static final class Diff implements Callable<Integer> {

        @Override
        public Integer call() {
            return with(KafkaTopics::verify, TopicsCommand::script);
        }
    }
}
