package io.activityledger.timeline.query;

import io.activityledger.kit.routing.Owner;
import java.time.Duration;

/// Which instance can answer? This one, or the owner, asked once; while a partition moves neither
/// can, so both are tried again until the patience is over.
///
/// ```
/// here? ─▶ Served                                    Served ◀─ owner
///   └ not here ─▶ owner known? ─ yes ─▶ forward once ──┤
///        ▲                └ no ─┐                      └ not there, no answer
///        └────── pause ◀────────┴───────────────────────────┘        time over ─▶ Unavailable
/// ```
///
/// Never answers from what it does not hold. Safe for many threads.
public final class TimelineRouter implements Timelines {

    private final TimelineHost here;
    private final TimelineOwners owners;
    private final Peers peers;
    private final RoutingLimits limits;
    private final Pause pause;
    private final int partitions;

    public TimelineRouter(
            TimelineHost here,
            TimelineOwners owners,
            Peers peers,
            RoutingLimits limits,
            Pause pause,
            int partitions) {
        this.here = here;
        this.owners = owners;
        this.peers = peers;
        this.limits = limits;
        this.pause = pause;
        this.partitions = partitions;
    }

    @Override
    public Reply ask(Asked asked) {
        long deadline = System.nanoTime() + limits.patience().toNanos();
        Duration wait = limits.firstPause();
        while (true) {
            switch (askOnce(asked, deadline)) {
                case HostReply.Served(Reply reply) -> {
                    return reply;
                }
                case HostReply.NotServed(String reason) -> {
                    if (deadline - System.nanoTime() <= wait.toNanos() || !paused(wait)) {
                        return new Reply.Unavailable(reason);
                    }
                }
            }
            owners.forget();
            wait = doubled(wait);
        }
    }

    private HostReply askOnce(Asked asked, long deadline) {
        return switch (here.ask(asked)) {
            case HostReply.Served served -> served;
            case HostReply.NotServed notHere -> forwarded(asked, notHere, deadline);
        };
    }

    private HostReply forwarded(Asked asked, HostReply.NotServed notHere, long deadline) {
        int partition = asked.question().partition(partitions);
        return switch (owners.ownerOf(partition)) {
            case Owner.There peer -> peers.ask(peer, asked, timeFor(deadline));
            case Owner.Here() -> notHere;
            case Owner.Nobody() ->
                    new HostReply.NotServed("nobody is known to own partition " + partition);
        };
    }

    private Duration timeFor(long deadline) {
        long left = Math.max(1_000_000, deadline - System.nanoTime());
        return Duration.ofNanos(Math.min(left, limits.perForward().toNanos()));
    }

    private Duration doubled(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(limits.longestPause()) < 0 ? twice : limits.longestPause();
    }

    private boolean paused(Duration length) {
        try {
            pause.pause(length);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
