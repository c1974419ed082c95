package io.activityledger.ingest.recording;

import io.activityledger.dialects.DraftReading.Accepted;
import io.activityledger.ingest.deduplication.IdempotencyKey;
import io.activityledger.ingest.deduplication.KeyedDraft;
import io.activityledger.ingest.http.RequestScope;
import io.activityledger.schemas.ActivityId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Which items of a batch ask for the same activity, and what do the later ones get to hear?
///
/// ```
/// items ─▶ those of one id ─▶ the first is asked for ─▶ Created · Unverified · Replayed · refused
///          (key, subject)      side by side with others    │
///                                the others of the id:     ├ the same ──▶ Replayed · refused alike
///                                                          └ another ───▶ 422 · asked for itself
/// ```
///
/// Filled by one thread; what is asked for runs on threads of its own, each part of the request.
final class KeyedBatch {

    /// Each asks a projector, which serves others too.
    private static final int AT_A_TIME = 64;

    private final String workspaceId;
    private final Map<ActivityId, List<Ask>> asks = new LinkedHashMap<>();
    private final Map<Integer, Creation> outcomes = new ConcurrentHashMap<>();
    private final AtomicReference<List<Creation>> hindrance = new AtomicReference<>(List.of());
    private int count;

    KeyedBatch(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    /// An item, by its place among those with a key.
    record Ask(int place, Accepted accepted, KeyedDraft draft) {

        boolean sameAs(Ask other) {
            return draft.fingerprint().equals(other.draft.fingerprint());
        }
    }

    /// The next item, of which is known already what came of it.
    void settle(Creation outcome) {
        outcomes.put(count++, outcome);
    }

    /// The next item.
    void ask(Accepted accepted, IdempotencyKey key) {
        var draft = KeyedDraft.of(workspaceId, key, accepted.draft());
        asks.computeIfAbsent(draft.id(), _ -> new ArrayList<>())
                .add(new Ask(count++, accepted, draft));
    }

    /// What came of each item, in their order.
    List<Creation> outcomes(Function<Ask, Creation> creating) {
        sideBySide(asks.values().stream().map(each -> task(each, creating)).toList());
        return IntStream.range(0, count)
                .mapToObj(place -> Objects.requireNonNull(outcomes.get(place)))
                .toList();
    }

    private Callable<Creation> task(List<Ask> ofOneId, Function<Ask, Creation> creating) {
        return RequestScope.carried(() -> oneBehindTheOther(ofOneId, creating));
    }

    private Creation oneBehindTheOther(List<Ask> ofOneId, Function<Ask, Creation> creating) {
        Ask first = ofOneId.getFirst();
        Creation outcome = settled(first, unlessHindered(first, creating));
        for (Ask next : ofOneId.subList(1, ofOneId.size())) {
            Optional<Creation> told = told(outcome, next, next.sameAs(first));
            if (told.isPresent()) {
                settled(next, told.get());
            } else {
                first = next;
                outcome = settled(next, unlessHindered(next, creating));
            }
        }
        return outcome;
    }

    private Creation settled(Ask ask, Creation outcome) {
        outcomes.put(ask.place(), outcome);
        return outcome;
    }

    /// Empty where what came of the first says nothing about the next.
    private static Optional<Creation> told(Creation ofFirst, Ask next, boolean same) {
        return switch (ofFirst) {
            case Creation.Created first -> Optional.of(stands(first, next, same));
            case Creation.Unverified(var first) -> Optional.of(stands(first, next, same));
            case Creation.Replayed(var first) -> Optional.of(stands(first, next, same));
            case Creation.Refused _, Creation.Unavailable _ ->
                    same ? Optional.of(ofFirst) : Optional.empty();
        };
    }

    private static Creation stands(Creation.Created first, Ask next, boolean same) {
        return same
                ? new Creation.Replayed(
                        new Creation.Created(
                                first.activity(),
                                first.position(),
                                next.accepted().adjusted(),
                                next.accepted().ignored()))
                : new Creation.Refused(KeyedRecording.keyReused());
    }

    /// Once the log or the references did not answer in time, the rest of a batch is not tried.
    private Creation unlessHindered(Ask ask, Function<Ask, Creation> creating) {
        List<Creation> hindered = hindrance.get();
        if (!hindered.isEmpty()) {
            return hindered.getFirst();
        }
        Creation creation = creating.apply(ask);
        if (creation instanceof Creation.Unavailable) {
            hindrance.set(List.of(creation));
        }
        return creation;
    }

    private static void sideBySide(List<Callable<Creation>> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            for (Future<Creation> each : threads.invokeAll(tasks)) {
                var _ = each.resultNow();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a batch was recorded", stopped);
        }
    }
}
