package io.activityledger.ingest;

import io.activityledger.access.KafkaAccess;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.lifecycle.Lifecycle;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.process.ServiceProcess;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// Runs the ingest API as a process of its own, with a server of its own, until it is told to end.
public final class Main {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run(Main::service);
    }

    private static Lifecycle service(SystemEnvironment environment) {
        var reader = new SettingsReader(environment.variables());
        var settings = ProcessSettings.read(reader);
        reader.finish();

        var metrics = Metrics.ofThisProcess();
        var access = new KafkaAccess(settings.access(), environment.clock());
        var ingest = new IngestApi(settings.service(), access, environment, metrics);
        var server =
                new HttpServer(
                        "ingest-http",
                        settings.http(),
                        access.withPreflights(ingest.bindings()),
                        JsonEndpoint::render,
                        ingest.readiness(),
                        metrics);
        var service = access.before("ingest", ingest::start, ingest::close);
        return ServiceProcess.behind(server, service, CLOSE_LIMIT);
    }
}
