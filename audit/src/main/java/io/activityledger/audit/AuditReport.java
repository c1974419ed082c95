package io.activityledger.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was compared, and what was found.
///
/// @param repeated records of an id that stood on the log before: they change nothing
/// @param rows compared, in `timelines`
/// @param rowsWithoutKey not compared, being of workspaces for which there was no key
/// @param workspacesWithoutKey the first of them
/// @param rowsWithoutDoor not compared, the house having no door for such timelines
/// @param found how many of each kind; absent is none
/// @param first the first of each kind, in words
public record AuditReport(
        long records,
        long repeated,
        long timelines,
        long rows,
        long rowsWithoutKey,
        Set<String> workspacesWithoutKey,
        long rowsWithoutDoor,
        Map<Finding.Kind, Long> found,
        List<Finding> first) {

    public AuditReport {
        workspacesWithoutKey = Set.copyOf(workspacesWithoutKey);
    }

    /// Whether all is as the log says.
    public boolean clean() {
        return found.isEmpty();
    }

    /// Whether all is, but for records that cannot be read.
    public boolean cleanButUnreadable() {
        return found.keySet().stream().allMatch(Finding.Kind.UNREADABLE::equals);
    }
}
