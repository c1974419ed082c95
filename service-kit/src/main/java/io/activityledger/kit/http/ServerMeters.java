package io.activityledger.kit.http;

import io.activityledger.kit.metrics.Metrics;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How often is each route of one server asked, how does it answer, and how fast?
///
/// A request costs an array look-up and one record in a timer that is made once for each method,
/// route and class of status. What no route answers is counted by its status alone: whatever paths
/// somebody thinks of, they make no label.
final class ServerMeters {

    private static final String REQUESTS = "ledger.http.requests";
    private static final int STATUS_CLASSES = 6;
    private static final int LOWEST_REFUSAL = 400;

    private final Metrics metrics;
    private final String server;
    private final Map<Integer, Counter> unrouted = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();

    ServerMeters(Metrics metrics, String server) {
        this.metrics = metrics;
        this.server = server;
        unrouted(404);
        unrouted(503);
        refusals.put("overloaded", refusal("overloaded"));
    }

    void underWay(Supplier<Number> requests) {
        metrics.gauge(
                "ledger.http.requests.under.way",
                "Requests being answered, health and metrics aside.",
                requests,
                "server",
                server);
    }

    /// The handler, timed; it renders its own failures, so that the status is the one answered.
    Handler timing(String method, String route, Handler handler) {
        var timers = new RouteTimers(method, route);
        return ctx -> {
            long began = System.nanoTime();
            handler.handle(ctx);
            int status = ctx.res().getStatus();
            timers.of(status).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            if (status >= LOWEST_REFUSAL) {
                countRefusal(Answers.refusalOf(ctx, status));
            }
        };
    }

    /// A request that was answered before any route was found for it.
    void countUnrouted(int status, String code) {
        unrouted(status).increment();
        if (status >= LOWEST_REFUSAL) {
            countRefusal(code);
        }
    }

    /// Codes are ours, never the caller's: there are some dozens.
    private void countRefusal(String code) {
        refusals.computeIfAbsent(code, this::refusal).increment();
    }

    private Counter refusal(String code) {
        return metrics.counter(
                "ledger.http.refusals",
                "Requests that were refused, by the code that was answered.",
                "server",
                server,
                "code",
                code);
    }

    /// Statuses are ours, never the caller's: there are few.
    private Counter unrouted(int status) {
        return unrouted.computeIfAbsent(
                status,
                _ ->
                        metrics.counter(
                                "ledger.http.unrouted",
                                "Requests answered without a route: unknown, overloaded, broken.",
                                "server",
                                server,
                                "status",
                                Integer.toString(status)));
    }

    /// The timers of one route, each made when its class of status is first answered.
    private final class RouteTimers {

        private final String method;
        private final String route;
        private final AtomicReferenceArray<@Nullable Timer> byStatusClass =
                new AtomicReferenceArray<>(STATUS_CLASSES);

        RouteTimers(String method, String route) {
            this.method = method;
            this.route = route;
        }

        Timer of(int status) {
            int statusClass = Math.clamp(status / 100, 0, STATUS_CLASSES - 1);
            Timer made = byStatusClass.get(statusClass);
            return made == null ? make(statusClass) : made;
        }

        private Timer make(int statusClass) {
            Timer timer =
                    metrics.timer(
                            REQUESTS,
                            "From the route's being found until its answer is written.",
                            "server",
                            server,
                            "method",
                            method,
                            "route",
                            route,
                            "status",
                            statusClass + "xx");
            byStatusClass.set(statusClass, timer);
            return timer;
        }
    }
}
