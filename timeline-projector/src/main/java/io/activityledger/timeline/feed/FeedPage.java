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
/// A page ends early at the first [Horizon] that it comes to.
///
/// @param more whether anything follows in the page's direction already, or may
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
        boolean more = false;
        while (!heads.isEmpty() && activities.size() < query.limit()) {
            Head head = heads.remove();
            end.put(head.part().partition(), head.offset() - (newestFirst ? 1 : 0));
            if (head.isItem()) {
                activities.add(head.item().json());
                head.next(heads);
            } else {
                more = true;
                break;
            }
        }
        more |= !heads.isEmpty();
        boolean stale = parts.stream().anyMatch(FeedPart::stale);
        return newestFirst
                ? new FeedPage(activities, known(end), known(start), more, stale)
                : new FeedPage(activities, known(start), known(end), more, stale);
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
        Comparator<Head> byTime = Comparator.comparingLong(Head::recordedAtMillis);
        Comparator<Head> oldestFirst = byTime.thenComparingInt(head -> head.part().partition());
        var heads = new PriorityQueue<>(newestFirst ? oldestFirst.reversed() : oldestFirst);
        parts.forEach(part -> new Head(part, -1).next(heads));
        return heads;
    }

    /// The next row of one partition, or behind the last its horizon: what other partitions hold
    /// beyond that has to wait for another page.
    private record Head(FeedPart part, int at) {

        boolean isItem() {
            return at < part.items().size();
        }

        FeedItem item() {
            return part.items().get(at);
        }

        long offset() {
            return switch (part.horizon()) {
                case Horizon.At(long offset, _) when !isItem() -> offset;
                case Horizon.At _, Horizon.None _ -> item().offset();
            };
        }

        long recordedAtMillis() {
            return switch (part.horizon()) {
                case Horizon.At(_, long millis) when !isItem() -> millis;
                case Horizon.At _, Horizon.None _ -> item().recordedAtMillis();
            };
        }

        void next(PriorityQueue<Head> heads) {
            var next = new Head(part, at + 1);
            if (next.isItem() || part.horizon() instanceof Horizon.At) {
                heads.add(next);
            }
        }
    }
}
