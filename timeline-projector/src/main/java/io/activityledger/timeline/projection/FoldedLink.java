package io.activityledger.timeline.projection;

import io.activityledger.schemas.LinkOrigin;

/// What does one record of `timeline-links` say to the timelines?
sealed interface FoldedLink {

    /// A copy of an activity for a further subject, and which record it repeats.
    record Linked(Folded.Recorded recorded, LinkOrigin origin) implements FoldedLink {}

    /// Nothing that a timeline could show.
    record Poison(Folded.Poison poison) implements FoldedLink {}
}
