package io.activityledger.standalone;

import io.activityledger.kit.settings.Unusable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The command line: which part of the Activity Ledger shall run?
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        version = "Activity Ledger 0.1.0-SNAPSHOT",
        description = "An event-sourced activity ledger on Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DevCommand.class,
            ServiceCommand.IngestCommand.class,
            ServiceCommand.TimelineCommand.class,
            ServiceCommand.WebhooksCommand.class,
            KeysCommand.class,
            VerifyCommand.class,
            DeadLettersCommand.class,
            RebuildCommand.class,
            TopicsCommand.class,
            StatusCommand.class,
            RecordCommand.class
        })
public final class Ledger implements Runnable {

    private static final int UNUSABLE = 2;

    @Spec private CommandSpec spec;

    Ledger() {
        spec = CommandSpec.create();
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Ledger()).setExecutionExceptionHandler(Ledger::told);
    }

    /// What the operator can mend is told in a sentence, everything else with its stack.
    private static int told(Exception failure, CommandLine line, ParseResult parsed)
            throws Exception {
        if (failure instanceof Unusable unusable) {
            line.getErr().println(unusable.getMessage());
            return UNUSABLE;
        }
        throw failure;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which part? Name a command.");
    }
}
