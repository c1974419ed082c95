package io.activityledger.audit;

import java.util.List;
import java.util.OptionalLong;

/// In what do two pages differ? The first thing, in words; empty where they do not.
final class Difference {

    private Difference() {}

    /// @param total of the whole timeline, where it is known already
    static String of(
            List<TimelineRow> expected,
            List<TimelineRow> seen,
            OptionalLong total,
            long seenTotal) {
        int common = Math.min(expected.size(), seen.size());
        for (int at = 0; at < common; at++) {
            if (!expected.get(at).equals(seen.get(at))) {
                return "row %d: the log says %s, the house %s"
                        .formatted(at + 1, expected.get(at).text(), seen.get(at).text());
            }
        }
        if (expected.size() > common) {
            return "row %d: the log says %s, the house has no more"
                    .formatted(common + 1, expected.get(common).text());
        }
        if (total.isPresent() && seen.size() > common) {
            return "row %d: the house has %s, the log has no more"
                    .formatted(common + 1, seen.get(common).text());
        }
        return total.isPresent() && total.getAsLong() != seenTotal
                ? "total: the log says %d, the house %d".formatted(total.getAsLong(), seenTotal)
                : "";
    }
}
