package io.activityledger.standalone;

import io.activityledger.kit.SystemEnvironment;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.standalone.KafkaDeadLetters.Resubmission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ledger dead-letters`: which records of `activities` could not be read, and can they by now?
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description =
                "List the records of activities that could not be read, and send them again once"
                        + " they can. Speaks to Kafka and the schema registry directly, as the"
                        + " services' own variables name them; by default those of ./ledger dev.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadLettersCommand.ListAll.class, DeadLettersCommand.Resubmit.class})
final class DeadLettersCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list or resubmit?");
    }

    /// Answers with the exit code; what goes wrong is one sentence.
    private static int with(Function<KafkaDeadLetters, Integer> work) {
        DevLog.quieten();
        var variables = SystemEnvironment.ofThisProcess().variables();
        try (var letters = new KafkaDeadLetters(KafkaReach.read(variables))) {
            return work.apply(letters);
        } catch (CannotStart | SchemaRegistry.Unavailable sentence) {
            System.err.println(sentence.getMessage());
        } catch (KafkaException failure) {
            System.err.println("Kafka: " + failure.getMessage());
        }
        return 1;
    }

    /// `ledger dead-letters list`.
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "One line each: where it stood, when it was set aside, its size, the reason.")
    static final class ListAll implements Callable<Integer> {

        @Option(names = "--all", description = "Those that were sent again too.")
        private boolean all;

        @Override
        public Integer call() {
            return with(letters -> {
                letters.all().values().stream()
                        .filter(letter -> all || letter.open())
                        .forEach(letter -> System.out.println(line(letter)));
                return 0;
            });
        }

        private static String line(DeadLetter letter) {
            return String.join(
                    "\t",
                    letter.id(),
                    letter.setAsideAt().toString(),
                    letter.bytes() + " bytes",
                    letter.open() ? letter.reason() : "sent again, " + letter.resubmittedTo());
        }
    }

    /// `ledger dead-letters resubmit`.
    @Command(
            name = "resubmit",
            mixinStandardHelpOptions = true,
            description =
                    "Append records to activities again, byte for byte, once they can be read: after"
                            + " a schema was registered, for example. What still cannot be read is"
                            + " refused with the reason, and the command ends with 1.")
    static final class Resubmit implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "ID", arity = "0..*", description = "As 'list' shows them.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All that were not sent again yet.")
        private boolean all;

        @Override
        public Integer call() {
            if (all != ids.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "Name ids, or --all.");
            }
            return with(this::resubmit);
        }

        private int resubmit(KafkaDeadLetters letters) {
            Map<String, DeadLetter> known = letters.all();
            List<String> wanted =
                    all
                            ? known.values().stream()
                                    .filter(DeadLetter::open)
                                    .map(DeadLetter::id)
                                    .toList()
                            : ids;
            int refused = 0;
            for (String id : wanted) {
                refused += sent(id, known, letters) ? 0 : 1;
            }
            System.err.printf("%d sent again, %d refused%n", wanted.size() - refused, refused);
            return refused == 0 ? 0 : 1;
        }

        private static boolean sent(
                String id, Map<String, DeadLetter> known, KafkaDeadLetters letters) {
            DeadLetter letter = known.get(id);
            if (letter == null) {
                System.err.println(id + ": there is no such dead letter");
                return false;
            }
            if (!letter.open()) {
                System.err.println(id + ": was sent again already, " + letter.resubmittedTo());
                return false;
            }
            return switch (letters.resubmit(letter)) {
                case Resubmission.Appended(String place) -> {
                    System.out.println(id + "\t" + place);
                    yield true;
                }
                case Resubmission.Refused(String reason) -> {
                    System.err.println(id + ": " + reason);
                    yield false;
                }
            };
        }
    }
}
