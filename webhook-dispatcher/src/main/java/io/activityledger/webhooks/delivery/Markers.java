package io.activityledger.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which deliveries ended so long ago that their doubles need not be swallowed any more? Goes
/// through the markers in bounded steps, and rests after the last.
///
/// Belongs to the desk.
final class Markers {

    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);
    private static final int A_STEP = 2_000;

    private final PendingStore store;
    private final Duration kept;
    private byte[] cursor = PendingStore.firstMarker();
    private Instant restUntil = Instant.EPOCH;

    Markers(PendingStore store, Duration kept) {
        this.store = store;
        this.kept = kept;
    }

    /// Makes one step, if it is time for one.
    void drop(Instant now) {
        if (now.isBefore(restUntil)) {
            return;
        }
        Optional<byte[]> next = store.dropMarkers(cursor, now.minus(kept), A_STEP);
        cursor = next.orElseGet(PendingStore::firstMarker);
        restUntil = now.plus(next.isPresent() ? BETWEEN_STEPS : BETWEEN_ROUNDS);
    }
}
