package io.activityledger.audit;

import java.util.List;

/// The timelines under audit, as the running house answers. Safe for many threads.
public interface AuditedTimelines {

    /// Rows of a page.
    int PAGE = 100;

    /// One page of a timeline, as the house answers it.
    ///
    /// @param number counted from 1
    Answer page(TimelineName timeline, long number);

    /// Whether there is a key for the workspace.
    boolean opens(String workspaceId);

    /// What came back.
    sealed interface Answer {

        /// A page, and how many rows there are in all; no row and 0 where the house knows of none.
        record Page(List<TimelineRow> rows, long total) implements Answer {}

        /// No page; the reason is for people.
        record None(String reason) implements Answer {}
    }
}
