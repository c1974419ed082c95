package io.activityledger.timeline.feed;

import java.util.List;

/// What one instance, or all of them together, say about some partitions.
sealed interface Share<P> {

    /// All of what was asked, a part for each partition.
    record Held<P>(List<P> parts) implements Share<P> {

        public Held {
            parts = List.copyOf(parts);
        }
    }

    /// Of at least one of them nothing can be said here: of none, then.
    record NotHeld<P>(String reason) implements Share<P> {}
}
