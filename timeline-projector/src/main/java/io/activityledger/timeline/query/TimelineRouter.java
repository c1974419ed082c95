package io.activityledger.timeline.query;

import io.activityledger.kit.routing.Owner;
import io.activityledger.timeline.consistency.Consistency;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which instance can answer? This one, or the owner, asked once. While a partition moves neither
/// can: both are tried again, and as soon as the partition has been without an owner for a while,
/// whoever keeps a copy of it stands in.
///
/// ```
/// here? ─▶ Served                                    Served ◀─ owner
///   └ not here ─▶ owner known? ─ yes ─▶ forward once ──┤
///        ▲                └ no ─┐                      └ not there, no answer ─┐
///        │                      └──────────────────────────────────────────────┤
///        └────── pause ◀── a copy here or elsewhere? ─── yes ─▶ StoodIn        │ for long?
///                                    └────────────────────────────────◀────────┘
///                 time over ─▶ Unavailable
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

    /// Since when, in [System#nanoTime], a partition's owner has not answered.
    private final Map<Integer, Long> troubledSince = new ConcurrentHashMap<>();

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
            case HostReply.Served served -> {
                troubledSince.remove(asked.question().partition(partitions));
                yield served;
            }
            case HostReply.NotServed notHere -> askOthers(asked, notHere, deadline);
        };
    }

    private HostReply askOthers(Asked asked, HostReply.NotServed notHere, long deadline) {
        int partition = asked.question().partition(partitions);
        Owner owner = owners.ownerOf(partition);
        return switch (forwarded(asked, owner, notHere, deadline)) {
            case HostReply.Served served -> {
                troubledSince.remove(partition);
                yield served;
            }
            case HostReply.NotServed notServed -> {
                troubledSince.putIfAbsent(partition, System.nanoTime());
                yield mayStandIn(asked) ? stoodIn(asked, owner, notServed, deadline) : notServed;
            }
        };
    }

    private HostReply forwarded(
            Asked asked, Owner owner, HostReply.NotServed notHere, long deadline) {
        int partition = asked.question().partition(partitions);
        boolean doubtful = mayStandIn(asked) && !owners.standbysOf(partition).isEmpty();
        Duration most = doubtful ? limits.perDoubtfulForward() : limits.perForward();
        return switch (owner) {
            case Owner.There peer -> peers.ask(peer, asked, timeFor(most, deadline));
            case Owner.Here() -> notHere;
            case Owner.Nobody() ->
                    new HostReply.NotServed("nobody is known to own partition " + partition);
        };
    }

    /// Who writes is told of an absence only by the owner: to it a stand-in is of no use.
    private boolean mayStandIn(Asked asked) {
        return switch (asked.question()) {
            case Question.FirstRecord _ -> false;
            case Question.OneActivity _, Question.Timeline _, Question.Summary _ ->
                    isTroubled(asked.question().partition(partitions));
        };
    }

    private boolean isTroubled(int partition) {
        Long since = troubledSince.get(partition);
        return since != null && System.nanoTime() - since >= limits.standbyAfter().toNanos();
    }

    /// An owner to be, which still restores, may hold all that was committed: it is asked last.
    private HostReply stoodIn(
            Asked asked, Owner owner, HostReply.NotServed notServed, long deadline) {
        var question = new Asked(asked.question(), new Consistency.StandIn());
        if (here.ask(question) instanceof HostReply.Served served) {
            return served;
        }
        for (Owner each : owners.standbysOf(question.question().partition(partitions))) {
            if (copyAt(each, question, timeFor(limits.perForward(), deadline))
                    instanceof HostReply.Served served) {
                return served;
            }
        }
        Duration time = timeFor(limits.perDoubtfulForward(), deadline);
        return copyAt(owner, question, time) instanceof HostReply.Served served
                ? served
                : notServed;
    }

    private HostReply copyAt(Owner owner, Asked question, Duration time) {
        return owner instanceof Owner.There peer
                ? peers.ask(peer, question, time)
                : new HostReply.NotServed("asked already");
    }

    private static Duration timeFor(Duration most, long deadline) {
        long left = Math.max(1_000_000, deadline - System.nanoTime());
        return Duration.ofNanos(Math.min(left, most.toNanos()));
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
