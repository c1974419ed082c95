package io.activityledger.timeline.feed;

import io.activityledger.schemas.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/// One page out of all partitions: its rows by the time of recording, and the boundaries on both
/// sides of it.
///
/// ```
/// partition 0   a  b │ c  d       │ e           each partition's rows keep the log's order
/// partition 1   x    │ y          │ z
///                 before        after           pages on either side meet at a boundary
/// ```
///
/// @param more whether anything follows in the page's direction already
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record FeedPage(
        List<byte[]> activities, Positions before, Positions after, boolean more, boolean stale) {

    /// Merges the parts of a [FeedQuery] for one row more than `query` asks for.
    static FeedPage of(FeedQuery query, List<FeedPart> parts) {
        SortedMap<Integer, Long> start = new TreeMap<>();
        parts.forEach(part -> start.put(part.partition(), start(query.from(), part)));
        SortedMap<Integer, Long> end = new TreeMap<>(start);
        boolean newestFirst = query.from().newestFirst();
        List<byte[]> activities = new ArrayList<>();
        var heads = heads(newestFirst, parts);
        while (!heads.isEmpty() && activities.size() < query.limit()) {
            Head head = heads.remove();
            activities.add(head.item().json());
            end.put(head.part().partition(), head.item().offset() - (newestFirst ? 1 : 0));
            head.next(heads);
        }
        boolean stale = parts.stream().anyMatch(FeedPart::stale);
        return newestFirst
                ? new FeedPage(activities, known(end), known(start), !heads.isEmpty(), stale)
                : new FeedPage(activities, known(start), known(end), !heads.isEmpty(), stale);
    }

    private static long start(FeedFrom from, FeedPart part) {
        return switch (from) {
            case FeedFrom.Newest() -> part.applied();
            case FeedFrom.After(Positions boundary) -> boundary.offsetIn(part.partition());
            case FeedFrom.Before(Positions boundary) -> boundary.offsetIn(part.partition());
        };
    }

    /// A partition of which nothing stands before the boundary is not named in it.
    private static Positions known(SortedMap<Integer, Long> offsets) {
        SortedMap<Integer, Long> known = new TreeMap<>(offsets);
        known.values().removeIf(offset -> offset < 0);
        return new Positions(known);
    }

    private static PriorityQueue<Head> heads(boolean newestFirst, List<FeedPart> parts) {
        Comparator<Head> byTime = Comparator.comparingLong(head -> head.item().recordedAtMillis());
        Comparator<Head> oldestFirst = byTime.thenComparingInt(head -> head.part().partition());
        var heads = new PriorityQueue<>(newestFirst ? oldestFirst.reversed() : oldestFirst);
        parts.forEach(part -> new Head(part, -1).next(heads));
        return heads;
    }

    /// The next row of one partition.
    private record Head(FeedPart part, int at) {

        FeedItem item() {
            return part.items().get(at);
        }

        void next(PriorityQueue<Head> heads) {
            if (at + 1 < part.items().size()) {
                heads.add(new Head(part, at + 1));
            }
        }
    }
}
