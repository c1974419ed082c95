package io.activityledger.timeline.feed;

import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.dialects.nodestash.NodestashView;
import io.activityledger.dialects.reevo.ReevoView;
import io.activityledger.schemas.Activity;
import io.activityledger.timeline.projection.Row;
import io.activityledger.timeline.query.Filter;
import io.activityledger.timeline.query.Question.Look;
import java.util.Optional;

/// Which of a workspace's activities are wanted, and as which dialect's objects?
record Sieve(Filter filter, Look look) {

    /// The feed's own: everything, as it stands in the rows.
    static final Sieve EVERYTHING = new Sieve(Filter.NONE, Look.LEADLEX);

    /// Whether rows have to be looked at that are not wanted.
    boolean picks() {
        return filter.leavesOut();
    }

    /// The row as it is shown; empty where it is not wanted.
    Optional<byte[]> shown(String workspaceId, Row row) {
        if (equals(EVERYTHING)) {
            return Optional.of(row.json());
        }
        Activity activity = LeadLexTail.whole(workspaceId, row.json(), row.tail());
        return filter.wants(activity) ? Optional.of(shown(activity, row)) : Optional.empty();
    }

    private byte[] shown(Activity activity, Row row) {
        return switch (look) {
            case LEADLEX -> row.json();
            case NODESTASH -> NodestashView.activity(activity);
            case REEVO -> ReevoView.activity(activity);
        };
    }
}
