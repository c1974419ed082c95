package io.activityledger.webhooks.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many deliveries has this instance handed out, and may there be one more? Counted from the
/// moment a task hands one out until it has taken its outcome in.
///
/// Safe for many threads. Their number is exact; shares of it are judged by counts that another
/// thread may just be changing.
public final class InFlight {

    private final Shares shares;
    private final Semaphore places;
    private final AtomicInteger sick = new AtomicInteger();
    private final Map<String, Integer> workspaces = new ConcurrentHashMap<>();
    private volatile boolean open = true;

    /// For at most `most` deliveries, of them `mostSick` at receivers that are slow or fail.
    public InFlight(int most, int mostSick) {
        this.shares = new Shares(most, mostSick);
        this.places = new Semaphore(most);
    }

    /// One more for a lane that has `ofLane` out.
    boolean tryEnter(String workspaceId, int ofLane, boolean sickLane) {
        var held =
                new Shares.Held(
                        places.availablePermits(),
                        sick.get(),
                        workspaces.getOrDefault(workspaceId, 0),
                        ofLane);
        if (!open || !shares.grants(held, sickLane) || !places.tryAcquire()) {
            return false;
        }
        workspaces.merge(workspaceId, 1, Integer::sum);
        return true;
    }

    void leave(String workspaceId) {
        workspaces.computeIfPresent(workspaceId, (_, held) -> held == 1 ? null : held - 1);
        places.release();
    }

    /// So many more (fewer) of those that are out are at sick receivers.
    void sicken(int more) {
        sick.addAndGet(more);
    }

    /// Whether nobody can enter.
    boolean full() {
        return !open || places.availablePermits() == 0;
    }

    /// How many are out.
    public int count() {
        return shares.most() - places.availablePermits();
    }

    /// How many of them are at receivers that are slow or fail.
    public int sickCount() {
        return sick.get();
    }

    /// Whether deliveries may still be started.
    boolean open() {
        return open;
    }

    /// Starts nothing more, and waits for what has been started; false when that took longer.
    public boolean drain(Duration limit) throws InterruptedException {
        open = false;
        return places.tryAcquire(shares.most(), limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
