package io.activityledger.webhooks;

import io.activityledger.access.KafkaAccess;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.lifecycle.Lifecycle;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.process.ServiceProcess;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// Runs the webhook dispatcher as a process of its own, with a server of its own, until it is told
/// to end.
public final class Main {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(25);

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
        var dispatcher =
                new WebhookDispatcher(
                        settings.service(),
                        access.gatekeeper(),
                        access.workspaces(),
                        environment,
                        metrics);
        dispatcher.readiness().require("webhooks access", access::readiness);
        var server =
                new HttpServer(
                        "webhooks-http",
                        settings.http(),
                        access.withPreflights(dispatcher.bindings()),
                        WebhookDispatcher.errors(),
                        dispatcher.readiness(),
                        metrics);
        var service = access.before("webhooks", dispatcher::start, dispatcher::close);
        return ServiceProcess.behind(server, service, CLOSE_LIMIT);
    }
}
