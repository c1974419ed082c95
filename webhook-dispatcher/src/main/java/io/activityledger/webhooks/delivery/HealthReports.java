package io.activityledger.webhooks.delivery;

import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import io.activityledger.webhooks.endpoint.EndpointFacts;
import io.activityledger.webhooks.endpoint.EndpointLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How did each endpoint's latest attempt end? Told to everybody on `webhook-endpoints`, and never
/// so often that the telling becomes the work.
///
/// Each endpoint at most once per interval, and all of them together at most so many a look: with
/// more endpoints each is told of less often, in turn. Of what is told in between, the latest
/// stands; a fact that could not be appended is tried again. Holds only endpoints that were called
/// within the last interval. One virtual thread of its own appends; any thread tells.
public final class HealthReports {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int A_LOOK = 12;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final EndpointLog log;
    private final InstantSource clock;
    private final Map<LaneKey, Told> latest = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofVirtual().name("webhook-health").unstarted(this::untilClosed);

    public HealthReports(EndpointLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// @param nextAt the earliest `System.nanoTime` of the next fact
    private record Told(LastDelivery last, boolean appended, long nextAt) {}

    public void start() {
        thread.start();
    }

    void tell(LaneKey endpoint, LastDelivery last) {
        latest.merge(
                endpoint,
                new Told(last, false, System.nanoTime()),
                (before, now) -> new Told(now.last(), false, before.nextAt()));
    }

    public void close() throws InterruptedException {
        closed.countDown();
        if (thread.getState() != Thread.State.NEW) {
            thread.join(CLOSE_LIMIT);
        }
    }

    private void untilClosed() {
        try {
            while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            closed.countDown();
        }
    }

    private void look() {
        long now = System.nanoTime();
        latest.entrySet().stream()
                .filter(each -> now - each.getValue().nextAt() >= 0)
                .sorted(Comparator.comparingLong(each -> each.getValue().nextAt() - now))
                .limit(A_LOOK)
                .forEach(each -> append(each.getKey(), each.getValue()));
    }

    private void append(LaneKey endpoint, Told told) {
        if (closed.getCount() == 0) {
            return;
        }
        if (told.appended()) {
            latest.remove(endpoint, told);
            return;
        }
        boolean appended = append(endpoint, told.last());
        long nextAt = System.nanoTime() + INTERVAL.toNanos();
        latest.computeIfPresent(
                endpoint, (_, now) -> new Told(now.last(), appended && now.equals(told), nextAt));
    }

    private boolean append(LaneKey endpoint, LastDelivery last) {
        var fact =
                EndpointFacts.health(
                        endpoint.workspaceId(), endpoint.endpointId(), last, clock.instant());
        return switch (log.append(fact)) {
            case EndpointLog.Append.Appended _ -> true;
            case EndpointLog.Append.Unavailable _ -> false;
        };
    }
}
