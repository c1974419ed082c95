package io.activityledger.timeline.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// New activities of lanes that are active here. Sleeps until a store's writer tells of a row of
/// its scope, and then reads from there: nothing is polled, nothing is queued.
///
/// For the one thread that runs it.
final class LocalTail implements Tail {

    private final List<LocalLane> lanes;
    private final Wake wake;
    private final Duration heartbeat;
    private long lastTold = System.nanoTime();

    LocalTail(List<LocalLane> lanes, Wake wake, Duration heartbeat) {
        this.lanes = List.copyOf(lanes);
        this.wake = wake;
        this.heartbeat = heartbeat;
    }

    @Override
    public void run(Outlet outlet) {
        wake.sleepHere();
        if (!outlet.tell(progress())) {
            return;
        }
        while (outlet.open()) {
            boolean idle = true;
            for (LocalLane lane : lanes) {
                switch (lane.next()) {
                    case LocalLane.Step.Gone() -> {
                        return;
                    }
                    case LocalLane.Step.Nothing() -> {}
                    case LocalLane.Step.Read(Tidings tidings) -> {
                        idle = false;
                        if (!tidings.events().isEmpty() && !told(tidings, outlet)) {
                            return;
                        }
                    }
                }
            }
            if (idle && !slept(outlet)) {
                return;
            }
        }
    }

    private boolean told(Tidings tidings, Outlet outlet) {
        lastTold = System.nanoTime();
        return outlet.tell(tidings);
    }

    /// Sleeps until something comes; where nothing does in a heartbeat, says how far it is.
    private boolean slept(Outlet outlet) {
        long left = lastTold + heartbeat.toNanos() - System.nanoTime();
        if (left <= 0) {
            return told(progress(), outlet);
        }
        LockSupport.parkNanos(this, left);
        return !Thread.currentThread().isInterrupted();
    }

    private Tidings progress() {
        Map<Lane, Long> seen = new HashMap<>();
        lanes.forEach(each -> seen.put(each.lane(), each.advanced()));
        return new Tidings(List.of(), seen);
    }

    @Override
    public void wake() {
        wake.run();
    }

    @Override
    public void close() {
        lanes.forEach(LocalLane::close);
    }
}
