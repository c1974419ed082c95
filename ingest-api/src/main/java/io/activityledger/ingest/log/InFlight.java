package io.activityledger.ingest.log;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// The place that one record takes among those under way: given back once, whoever is first to know
/// that it is settled.
final class InFlight {

    private final Semaphore places;
    private final AtomicBoolean settled = new AtomicBoolean();

    InFlight(Semaphore places) {
        this.places = places;
    }

    void settle() {
        if (settled.compareAndSet(false, true)) {
            places.release();
        }
    }
}
