package io.activityledger.kit.process;

import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.lifecycle.Lifecycle;
import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.settings.Unusable;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How does a service live as a process of its own, and with which code does it end?
///
/// ```
/// environment ─▶ wiring ─▶ start ─▶ … ─▶ SIGTERM ─▶ close     0
///                  │         └ a part fails                   1, with the stack in the log
///                  └ settings or files nobody can use         2, with a sentence for each problem
/// ```
public final class ServiceProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;
    private static final Duration DOORS_HELD_AT_MOST = Duration.ofSeconds(15);

    private ServiceProcess() {}

    /// Starts what the wiring makes of this process's environment, and returns; it is closed when
    /// the process is told to end.
    public static void run(Function<SystemEnvironment, Lifecycle> wiring) {
        try {
            Lifecycle service = wiring.apply(SystemEnvironment.ofThisProcess());
            Thread starting = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(starting, service), "close"));
            service.start();
        } catch (RuntimeException failure) {
            if (!(failure.getCause() instanceof InterruptedException)) {
                System.exit(told(failure));
            }
        }
    }

    /// What is still starting is given up.
    private static void end(Thread starting, Lifecycle service) {
        starting.interrupt();
        service.close();
    }

    /// What the operator can mend is told in a sentence, everything else with its stack.
    private static int told(RuntimeException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof Unusable unusable) {
                System.err.println(unusable.getMessage());
                return UNUSABLE;
            }
        }
        LOG.error("The service could not start", failure);
        return FAILED;
    }

    /// A service behind its server: started before it, closed after it. The server's port opens
    /// when the service is ready, or after 15 s to say what it lacks.
    ///
    /// @param closeLimit how long the closing of each may take
    public static Lifecycle behind(HttpServer server, Part service, Duration closeLimit) {
        var announcement =
                Part.of(
                        "announcement",
                        () -> LOG.info("Listening host={} port={}", server.host(), server.port()),
                        () -> LOG.info("Stopping"));
        // Whoever stands in front asks another instance meanwhile, instead of handing on a 503.
        var held =
                Part.of(
                        "first readiness",
                        () -> server.readiness().await(DOORS_HELD_AT_MOST),
                        () -> {});
        var ready = new ReadyLine(server.readiness());
        return new Lifecycle(closeLimit, List.of(service, held, server, announcement, ready));
    }
}
