package io.activityledger.audit;

import java.util.Set;
import java.util.TreeSet;

/// What was read and compared, counted. Used by one thread.
final class Tally {

    private static final int MOST_NAMED = 20;

    long records;
    long repeated;
    long rowsWithoutDoor;
    private long timelines;
    private long rows;
    private long rowsWithoutKey;
    private final Set<String> workspacesWithoutKey = new TreeSet<>();

    void withoutKey(TimelineName name) {
        rowsWithoutKey++;
        if (workspacesWithoutKey.size() < MOST_NAMED) {
            workspacesWithoutKey.add(name.workspaceId());
        }
    }

    void compared(Comparison comparison) {
        timelines = comparison.timelines();
        rows = comparison.rows();
    }

    AuditReport report(Findings findings) {
        return new AuditReport(
                records,
                repeated,
                timelines,
                rows,
                rowsWithoutKey,
                workspacesWithoutKey,
                rowsWithoutDoor,
                findings.counts(),
                findings.first());
    }
}
