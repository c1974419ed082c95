package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.routing.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Does a fact count everywhere when its request is answered? Waits, bounded, until this and every
/// other live instance has applied it.
///
/// Instances that begin to match later read all facts first and need not be asked. Safe for many
/// threads; each wait asks all peers at once, on virtual threads of its own.
public final class EffectiveWait {

    private final AppliedFacts here;
    private final LiveInstances instances;
    private final Confirmations peers;
    private final Duration limit;

    public EffectiveWait(
            AppliedFacts here, LiveInstances instances, Confirmations peers, Duration limit) {
        this.here = here;
        this.instances = instances;
        this.peers = peers;
        this.limit = limit;
    }

    /// From when a fact counts.
    public enum Effect {
        /// For every activity recorded from now on.
        NOW,
        /// Soon, but an activity recorded now may still be matched without it.
        PENDING;

        static final String HEADER = "Ledger-Effective";

        String word() {
            return switch (this) {
                case NOW -> "now";
                case PENDING -> "pending";
            };
        }
    }

    /// The instances are looked up only now, behind the append: whoever begins to match later finds
    /// the fact on the topic.
    Effect await(long offset) {
        long deadline = System.nanoTime() + limit.toNanos();
        Set<Owner> live = instances.now();
        if (live.isEmpty()) {
            return Effect.PENDING;
        }
        Stream<Callable<Boolean>> asked =
                Stream.concat(
                        Stream.of(() -> here.awaitApplied(offset, deadline)),
                        live.stream().flatMap(each -> question(each, offset, deadline)));
        return allConfirm(asked.toList(), deadline) ? Effect.NOW : Effect.PENDING;
    }

    private Stream<Callable<Boolean>> question(Owner instance, long offset, long deadline) {
        return switch (instance) {
            case Owner.There there ->
                    Stream.of(() -> peers.confirms(there, offset, left(deadline)));
            case Owner.Here _, Owner.Nobody _ -> Stream.empty();
        };
    }

    private static boolean allConfirm(List<Callable<Boolean>> questions, long deadline) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long nanos = left(deadline).toNanos();
            for (Future<Boolean> answer :
                    threads.invokeAll(questions, nanos, TimeUnit.NANOSECONDS)) {
                if (answer.isCancelled() || !answer.get()) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("asking an instance failed", failure.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// At least a millisecond, since clients refuse to wait for nothing.
    private static Duration left(long deadline) {
        long nanos = deadline - System.nanoTime();
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), nanos));
    }
}
