package io.activityledger.timeline.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What does a subject's timeline come to?
///
/// @param byType how many there are of each type, the most frequent first
/// @param moreTypes whether there are further types, which nobody counted
/// @param firstMillis when the earliest happened; null where nothing did
/// @param lastMillis when the latest happened; null where nothing did
/// @param spans how many happened in each of the spans that were asked for
public record Tally(
        long total,
        List<OfType> byType,
        boolean moreTypes,
        @Nullable Long firstMillis,
        @Nullable Long lastMillis,
        List<Long> spans) {

    public Tally {
        byType = List.copyOf(byType);
        spans = List.copyOf(spans);
    }

    /// How many are of one type.
    public record OfType(String type, long total) {}
}
