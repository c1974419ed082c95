package io.activityledger.webhooks.delivery;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Which of an endpoint's deliveries come next? The earliest few; the rest lies in the store.
///
/// ```
///  in the window (≤ capacity)   │ horizon │   in the store only
///  d1  d2  d3  …                │         │   …  never earlier than the horizon
/// ```
///
/// What is added behind the horizon stays in the store; what a full window pushes out pulls the
/// horizon forward. Pure: knows no clock and no store. One thread's.
final class LaneWindow {

    private static final int REFILL_BELOW_PART = 4;

    private final int capacity;
    private final NavigableSet<Due> entries = new TreeSet<>();
    private Due horizon = Due.NEVER;

    LaneWindow(int capacity) {
        this.capacity = capacity;
    }

    void add(Due due) {
        if (due.compareTo(horizon) >= 0) {
            return;
        }
        entries.add(due);
        if (entries.size() > capacity) {
            horizon = entries.removeLast();
        }
    }

    Optional<Due> first() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.first());
    }

    void remove(Due due) {
        entries.remove(due);
    }

    /// Whether the store should be read from the horizon on, because little is left before it.
    boolean runsLow() {
        return !horizon.equals(Due.NEVER) && entries.size() <= capacity / REFILL_BELOW_PART;
    }

    Due horizon() {
        return horizon;
    }

    /// How many entries a refill wants: those that fit, and one to tell where the rest begins.
    int wanted() {
        return capacity - entries.size() + 1;
    }

    /// Takes what stands in the store from the horizon on, in order.
    ///
    /// @param found at most [#wanted]; fewer where the store holds no more
    /// @param underWay those of them that have been started and are not to start again
    void refill(List<Due> found, Collection<Due> underWay) {
        boolean whole = found.size() < wanted();
        horizon = whole ? Due.NEVER : found.getLast();
        for (Due due : whole ? found : found.subList(0, found.size() - 1)) {
            if (!underWay.contains(due)) {
                entries.add(due);
            }
        }
    }

    /// Whether nothing waits, here or in the store.
    boolean isEmpty() {
        return entries.isEmpty() && horizon.equals(Due.NEVER);
    }

    int size() {
        return entries.size();
    }
}
