package io.activityledger.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
            RecordCommand.class
        })
public final class Ledger implements Runnable {

    @Spec private CommandSpec spec;

    Ledger() {
        spec = CommandSpec.create();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Ledger()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which part? Name a command.");
    }
}
