package io.activityledger.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// All that was found, counted, and the first of each kind in words. Used by one thread.
final class Findings {

    private final int kept;
    private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
    private final List<Finding> first = new ArrayList<>();

    /// @param kept how many of a kind are kept in words
    Findings(int kept) {
        this.kept = kept;
    }

    void add(Finding.Kind kind, String what) {
        if (counts.merge(kind, 1L, Long::sum) <= kept) {
            first.add(new Finding(kind, what));
        }
    }

    Map<Finding.Kind, Long> counts() {
        return Map.copyOf(counts);
    }

    List<Finding> first() {
        return List.copyOf(first);
    }
}
