package io.activityledger.timeline.live;

import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerCall;
import io.activityledger.kit.routing.PeerStream;
import io.activityledger.timeline.query.Pause;
import io.activityledger.timeline.query.RoutingLimits;
import io.activityledger.timeline.query.TimelineOwners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Watches lanes wherever they are: those of another instance over one stream from there.
///
/// All of them or none: while one has no owner it is tried again, until the patience is over. Safe
/// for many threads.
public final class LiveTails {

    private static final int OK = 200;

    private final LocalTails here;
    private final HttpPeerClient peers;
    private final TimelineOwners owners;
    private final RoutingLimits limits;
    private final Pause pause;
    private final Duration heartbeat;

    public LiveTails(
            LocalTails here,
            HttpPeerClient peers,
            TimelineOwners owners,
            RoutingLimits limits,
            Pause pause,
            Duration heartbeat) {
        this.here = here;
        this.peers = peers;
        this.owners = owners;
        this.limits = limits;
        this.pause = pause;
        this.heartbeat = heartbeat;
    }

    Opening open(Watched watched, StreamFrom from, Set<Lane> lanes) {
        long deadline = System.nanoTime() + limits.patience().toNanos();
        Duration wait = limits.firstPause();
        while (true) {
            Opening opening = openOnce(watched, from, lanes);
            boolean again =
                    opening instanceof Opening.NotOpened
                            && deadline - System.nanoTime() > wait.toNanos()
                            && paused(wait);
            if (!again) {
                return opening;
            }
            owners.forget();
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(limits.longestPause()) < 0 ? twice : limits.longestPause();
        }
    }

    private Opening openOnce(Watched watched, StreamFrom from, Set<Lane> lanes) {
        Map<Owner, Set<Lane>> byOwner = new HashMap<>();
        lanes.forEach(each ->
                byOwner.computeIfAbsent(owners.ownerOf(each.partition()), _ -> new HashSet<>())
                        .add(each));
        List<Tail> tails = new ArrayList<>();
        for (var entry : byOwner.entrySet()) {
            switch (open(watched, from, entry.getKey(), entry.getValue())) {
                case Opening.Opened(Tail tail) -> tails.add(tail);
                case Opening.NotOpened no -> {
                    tails.forEach(Tail::close);
                    return no;
                }
            }
        }
        boolean onlyHere = tails.size() == 1 && tails.getFirst() instanceof LocalTail;
        return new Opening.Opened(onlyHere ? tails.getFirst() : new MergedTail(tails, heartbeat));
    }

    private Opening open(Watched watched, StreamFrom from, Owner owner, Set<Lane> theirs) {
        return switch (owner) {
            case Owner.Here() -> here.open(watched, from, theirs);
            case Owner.There peer -> {
                String target = LiveWire.target(watched, from, theirs);
                yield switch (peers.open(PeerCall.get(peer, target, limits.perForward()))) {
                    case PeerStream.Opened stream when stream.status() == OK ->
                            new Opening.Opened(new PeerTail(stream));
                    case PeerStream.Opened refusal -> {
                        refusal.close();
                        yield new Opening.NotOpened("the owner answered " + refusal.status());
                    }
                    case PeerStream.Unreachable(String reason) -> new Opening.NotOpened(reason);
                };
            }
            case Owner.Nobody() ->
                    new Opening.NotOpened("nobody is known to own the lanes " + theirs);
        };
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
