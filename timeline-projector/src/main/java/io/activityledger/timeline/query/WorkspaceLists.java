package io.activityledger.timeline.query;

import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.PageQuery.Order;
import io.activityledger.timeline.query.Question.Look;
import java.util.Optional;

/// Whoever can list what a workspace recorded, about whomever.
@FunctionalInterface
public interface WorkspaceLists {

    /// Empty where the cursor was not handed out for such a list.
    Optional<Reply> page(Wish wish, Consistency consistency);

    /// Which page is wanted, as which dialect's objects?
    ///
    /// @param order by when it was recorded
    /// @param cursor of the page before; empty for the first
    record Wish(
            String workspaceId, Filter filter, Order order, Look look, int limit, String cursor) {}
}
