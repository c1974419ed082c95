package io.activityledger.timeline.query;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.util.List;

/// What must hold of an activity that no index knows? Rows are read one by one to find out, so a
/// request walks only so many of them.
///
/// @param createdBy by one of these; empty for anybody
/// @param notTypes of none of these types
/// @param about has each of these subjects, beside the one whose timeline is read
/// @param recordedFrom first millisecond of its recording, [Long#MIN_VALUE] for any
/// @param recordedTo last millisecond of its recording, [Long#MAX_VALUE] for any
public record Condition(
        List<String> createdBy,
        List<String> notTypes,
        List<Subject> about,
        Done done,
        long recordedFrom,
        long recordedTo) {

    public static final Condition NONE = by(List.of());

    /// Whether what was to be done must be done.
    public enum Done {
        EITHER,
        YES,
        NO
    }

    public Condition {
        createdBy = List.copyOf(createdBy);
        notTypes = List.copyOf(notTypes);
        about = List.copyOf(about);
    }

    /// By one of `creators`, anybody where there are none.
    public static Condition by(List<String> creators) {
        return new Condition(
                creators, List.of(), List.of(), Done.EITHER, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    boolean test(Activity activity) {
        long recordedAt = activity.recordedAt().toEpochMilli();
        return (createdBy.isEmpty() || createdBy.contains(activity.createdBy()))
                && !notTypes.contains(activity.type())
                && activity.subjects().containsAll(about)
                && done(activity.isDone())
                && recordedFrom <= recordedAt
                && recordedAt <= recordedTo;
    }

    private boolean done(boolean isDone) {
        return switch (done) {
            case EITHER -> true;
            case YES -> isDone;
            case NO -> !isDone;
        };
    }
}
