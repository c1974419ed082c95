package io.activityledger.standalone;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/// One service as a process of its own, until it is told to end; its settings are environment
/// variables.
abstract sealed class ServiceCommand implements Callable<Integer> {

    private final Runnable service;

    private ServiceCommand(Runnable service) {
        this.service = service;
    }

    @Override
    public Integer call() throws InterruptedException {
        service.run();
        new CountDownLatch(1).await();
        return 0;
    }

    /// `ledger ingest-api`.
    @Command(
            name = "ingest-api",
            mixinStandardHelpOptions = true,
            description = "Run the ingest API alone; settings: ingest-api/README.md.")
    static final class IngestCommand extends ServiceCommand {
        IngestCommand() {
            super(() -> io.activityledger.ingest.Main.main(new String[0]));
        }
    }

    /// `ledger timeline-projector`.
    @Command(
            name = "timeline-projector",
            mixinStandardHelpOptions = true,
            description = "Run a timeline projector alone; settings: timeline-projector/README.md.")
    static final class TimelineCommand extends ServiceCommand {
        TimelineCommand() {
            super(() -> io.activityledger.timeline.Main.main(new String[0]));
        }
    }

    /// `ledger webhook-dispatcher`.
    @Command(
            name = "webhook-dispatcher",
            mixinStandardHelpOptions = true,
            description = "Run a webhook dispatcher alone; settings: webhook-dispatcher/README.md.")
    static final class WebhooksCommand extends ServiceCommand {
        WebhooksCommand() {
            super(() -> io.activityledger.webhooks.Main.main(new String[0]));
        }
    }
}
