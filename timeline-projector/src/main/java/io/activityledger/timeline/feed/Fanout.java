package io.activityledger.timeline.feed;

import io.activityledger.kit.routing.Owner;
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
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What do all partitions say? Each instance is asked once about all that it owns; what nobody
/// answers for is asked for again until the patience is over, and then there is no answer at all:
/// never one with a partition missing.
///
/// Safe for many threads.
final class Fanout {

    private final TimelineOwners owners;
    private final RoutingLimits limits;
    private final Pause pause;
    private final int partitions;

    Fanout(TimelineOwners owners, RoutingLimits limits, Pause pause, int partitions) {
        this.owners = owners;
        this.limits = limits;
        this.pause = pause;
        this.partitions = partitions;
    }

    /// The parts of all partitions.
    <P> Share<P> ask(Shares<P> shares) {
        long deadline = System.nanoTime() + limits.patience().toNanos();
        Duration wait = limits.firstPause();
        Set<Integer> missing =
                IntStream.range(0, partitions)
                        .boxed()
                        .collect(Collectors.toCollection(HashSet::new));
        List<P> parts = new ArrayList<>();
        while (true) {
            String reason = askOnce(shares, missing, parts, deadline);
            if (missing.isEmpty()) {
                return new Share.Held<>(parts);
            }
            if (deadline - System.nanoTime() <= wait.toNanos() || !paused(wait)) {
                return new Share.NotHeld<>(reason);
            }
            owners.forget();
            wait = doubled(wait);
        }
    }

    /// Takes what was answered out of `missing`; why the rest was not.
    private <P> String askOnce(
            Shares<P> shares, Set<Integer> missing, List<P> parts, long deadline) {
        Map<Owner, Set<Integer>> byOwner = new HashMap<>();
        missing.forEach(each ->
                byOwner.computeIfAbsent(owners.ownerOf(each), _ -> new HashSet<>()).add(each));
        List<Owner> asked = List.copyOf(byOwner.keySet());
        List<Callable<Share<P>>> questions = new ArrayList<>();
        for (Owner owner : asked) {
            Set<Integer> theirs = byOwner.getOrDefault(owner, Set.of());
            questions.add(() -> ask(shares, owner, theirs, deadline));
        }
        String reason = "";
        List<Share<P>> answers = Together.call(questions);
        for (int at = 0; at < answers.size(); at++) {
            switch (answers.get(at)) {
                case Share.Held<P>(List<P> held) -> {
                    parts.addAll(held);
                    missing.removeAll(byOwner.getOrDefault(asked.get(at), Set.of()));
                }
                case Share.NotHeld<P>(String why) -> reason = why;
            }
        }
        return reason;
    }

    private <P> Share<P> ask(
            Shares<P> shares, Owner owner, Set<Integer> partitions, long deadline) {
        return switch (owner) {
            case Owner.Here() -> shares.here(partitions);
            case Owner.There peer -> shares.there(peer, partitions, timeFor(deadline));
            case Owner.Nobody() ->
                    new Share.NotHeld<>("nobody is known to own partitions " + partitions);
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
