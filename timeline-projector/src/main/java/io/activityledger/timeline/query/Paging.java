package io.activityledger.timeline.query;

/// Where can a reader go from a page?
///
/// @param total how many rows match in all; [#UNKNOWN] where nobody counted
/// @param next the cursor of the page behind it, empty at the end
/// @param prev the cursor of the page before it, empty at the beginning
public record Paging(long total, String next, String prev) {

    public static final long UNKNOWN = -1;

    /// Of an answer that is no page.
    public static final Paging NONE = new Paging(UNKNOWN, "", "");
}
