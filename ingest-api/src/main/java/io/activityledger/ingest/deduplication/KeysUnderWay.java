package io.activityledger.ingest.deduplication;

import io.activityledger.schemas.ActivityId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Is a request of the same id under way on this instance? Then the second waits for the first and
/// shares its outcome where that holds for it too; else it goes its own way.
///
/// Only spares the log some doubles: whoever finds no room, or waits too long, goes on alone and is
/// answered as rightly. Safe for many threads.
final class KeysUnderWay<R> {

    private final int most;
    private final ConcurrentHashMap<ActivityId, Turn<R>> turns = new ConcurrentHashMap<>();

    KeysUnderWay(int most) {
        this.most = most;
    }

    Outcome<R> oneBehindTheOther(KeyedDraft asked, Duration patience, Supplier<Outcome<R>> going) {
        if (turns.size() >= most) {
            return going.get();
        }
        var own = new Turn<R>(asked);
        Turn<R> others = turns.putIfAbsent(asked.id(), own);
        return others == null ? ahead(own, going) : others.shared(asked, patience, going);
    }

    private Outcome<R> ahead(Turn<R> own, Supplier<Outcome<R>> going) {
        try {
            Outcome<R> outcome = going.get();
            own.outcome.set(outcome);
            return outcome;
        } finally {
            turns.remove(own.asked.id(), own);
            own.ended.countDown();
        }
    }

    /// One request that goes ahead; its outcome is set, if at all, before it has ended.
    private static final class Turn<R> {

        private final KeyedDraft asked;
        private final AtomicReference<Outcome<R>> outcome = new AtomicReference<>();
        private final CountDownLatch ended = new CountDownLatch(1);

        Turn(KeyedDraft asked) {
            this.asked = asked;
        }

        Outcome<R> shared(KeyedDraft second, Duration patience, Supplier<Outcome<R>> going) {
            Outcome<R> first = awaited(patience) ? outcome.get() : null;
            boolean same = second.fingerprint().equals(asked.fingerprint());
            return switch (first) {
                case Outcome.Created<R>(var activity, var at) when same ->
                        new Outcome.Replayed<>(activity, at);
                case Outcome.Created<R> _ -> new Outcome.KeyReused<>();
                case Outcome.Replayed<R> replayed when same -> replayed;
                case Outcome.Replayed<R> _ -> new Outcome.KeyReused<>();
                case Outcome.KeyReused<R> reused when same -> reused;
                case Outcome.Unverified<R> unverified when same -> unverified;
                case Outcome.NotWritten<R> notWritten when same -> notWritten;
                case Outcome.KeyReused<R> _, Outcome.Unverified<R> _, Outcome.NotWritten<R> _ ->
                        going.get();
                case null -> going.get();
            };
        }

        private boolean awaited(Duration patience) {
            try {
                return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
