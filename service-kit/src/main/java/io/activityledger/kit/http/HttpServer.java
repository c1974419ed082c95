package io.activityledger.kit.http;

import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.LazyKt;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Serves bindings over HTTP/1.1, each request on a virtual thread of its own.
///
/// ```
/// connection ─▶ gate (id, bound) ─▶ routes ─▶ handler
///                └ 503 overloaded    └ 404 · 405 · 413 · 500, rendered by the dialect of the path
/// ```
///
/// Of what the server beneath could do for each request, only routing is left on: no sessions, no
/// compression, no static files, no upgrade to WebSocket. Starts and stops once.
public final class HttpServer implements Part, AutoCloseable {

    private final String name;
    private final HttpServerSettings settings;
    private final Readiness readiness;
    private final ServerMeters meters;
    private final LongAnswers longAnswers = new LongAnswers();
    private final RequestGate gate;
    private final Javalin javalin;

    /// A server that [#start] binds to its port.
    ///
    /// @param bindings without `/health/live`, `/health/ready` and `/metrics`, which are added
    /// @param metrics those of the whole process; this server's are added to them
    public HttpServer(
            String name,
            HttpServerSettings settings,
            List<Binding> bindings,
            ErrorBody errors,
            Readiness readiness,
            Metrics metrics) {
        this.name = name;
        this.settings = settings;
        this.readiness = readiness;
        this.meters = new ServerMeters(metrics, name);
        var all =
                Stream.of(
                                bindings,
                                new HealthEndpoint(readiness).bindings(),
                                List.of(new MetricsEndpoint(metrics).binding()))
                        .flatMap(List::stream)
                        .toList();
        var ids = new RequestIds();
        this.gate =
                new RequestGate(ids, errors, settings.maxConcurrentRequests(), meters, longAnswers);
        var connectionErrors = new ConnectionErrors(ids, errors, meters);
        this.javalin = Javalin.create(config -> configure(config, all, errors, connectionErrors));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        try {
            javalin.start();
            longAnswers.start();
        } catch (JavalinBindException taken) {
            throw new PortTaken(settings.host(), settings.port());
        }
    }

    /// The port it listens on, once started.
    public int port() {
        return javalin.port();
    }

    /// What its `/health/ready` tells.
    public Readiness readiness() {
        return readiness;
    }

    public String host() {
        return settings.host();
    }

    /// Ends long answers, takes no new connection, answers what came in over the others as the last
    /// of each within the stop limit, then closes.
    @Override
    public void close() {
        longAnswers.stop();
        gate.beginToStop();
        javalin.stop();
    }

    private void configure(
            JavalinConfig config,
            List<Binding> bindings,
            ErrorBody errors,
            ConnectionErrors connectionErrors) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = Answers.JSON;
        config.concurrency.useVirtualThreads = true;
        config.unsafe.servletRequestLifecycle = List.of(DefaultTasks.INSTANCE.getHTTP());
        config.unsafe.servlet =
                LazyKt.lazyOf(new ServletEntry(null, new JavalinServlet(config.unsafe)));
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(this::limit);
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServer(server -> arrange(server, connectionErrors));
        config.jetty.modifyServletContextHandler(HttpServer::withoutSessions);
        var answers = new ErrorAnswers(errors);
        answers.bindTo(config.routes, (code, status) -> meters.countUnrouted(status, code));
        bind(config, bindings, answers);
    }

    private QueuedThreadPool threads() {
        var threads = new QueuedThreadPool();
        threads.setName(name);
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor(name + "-request-"));
        return threads;
    }

    private void limit(HttpConfiguration http) {
        http.setRequestHeaderSize(settings.maxHeaders().asInt());
        http.setSendDateHeader(true);
        http.setSendXPoweredBy(false);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }

    private void arrange(Server server, ConnectionErrors connectionErrors) {
        server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
        server.setHandler(gate);
        server.setErrorHandler(connectionErrors);
        server.setStopTimeout(settings.stopLimit().toMillis());
    }

    private static void withoutSessions(ServletContextHandler context) {
        context.setSessionHandler(new NoSessions());
    }

    private void bind(JavalinConfig config, List<Binding> bindings, ErrorAnswers answers) {
        Set<String> heads =
                bindings.stream()
                        .filter(binding -> binding.method().equals("HEAD"))
                        .map(Binding::path)
                        .collect(Collectors.toSet());
        for (Binding binding : bindings) {
            var type = HandlerType.findOrCreate(binding.method());
            Handler handler = RequestIds.logged(answers.guarding(binding.handler()));
            config.routes.addHttpHandler(
                    type, binding.path(), meters.timing(binding.method(), binding.path(), handler));
            if (binding.method().equals("GET") && !heads.contains(binding.path())) {
                config.routes.addHttpHandler(
                        HandlerType.HEAD,
                        binding.path(),
                        meters.timing("HEAD", binding.path(), handler));
            }
        }
    }

    /// Hands every request on without looking for a session in it.
    private static final class NoSessions extends SessionHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            var next = getHandler();
            return next != null && next.handle(request, response, callback);
        }
    }
}
