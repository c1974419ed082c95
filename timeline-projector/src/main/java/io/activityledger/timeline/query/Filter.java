package io.activityledger.timeline.query;

import io.activityledger.schemas.Activity;
import io.activityledger.timeline.projection.Span;
import java.util.ArrayList;
import java.util.List;

/// Which activities of a timeline are wanted?
///
/// @param types only these; empty for all
/// @param fromMillis first millisecond of interest, [Long#MIN_VALUE] for the beginning
/// @param toMillis last millisecond of interest, [Long#MAX_VALUE] for the end
/// @param condition what no index knows
public record Filter(List<String> types, long fromMillis, long toMillis, Condition condition) {

    /// Leaves nothing out.
    public static final Filter NONE =
            new Filter(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Condition.NONE);

    public Filter {
        types = types.stream().distinct().sorted().toList();
    }

    Span span() {
        return Span.between(fromMillis, toMillis);
    }

    /// Whether rows are read one by one to find those that are wanted: then nobody counts them.
    boolean walks() {
        return !condition.equals(Condition.NONE);
    }

    /// Whether rows of the timeline may be left out.
    public boolean leavesOut() {
        return walks()
                || !types.isEmpty()
                || fromMillis != Long.MIN_VALUE
                || toMillis != Long.MAX_VALUE;
    }

    /// Whether an activity is wanted, found out without any index.
    public boolean wants(Activity activity) {
        long occurredAt = activity.occurredAt().toEpochMilli();
        return (types.isEmpty() || types.contains(activity.type()))
                && fromMillis <= occurredAt
                && occurredAt <= toMillis
                && condition.test(activity);
    }

    /// What a cursor of this filter is bound to.
    public List<String> binding() {
        List<String> parts = new ArrayList<>(List.of(Long.toString(fromMillis), "" + toMillis));
        put("types", types, parts);
        put("created by", condition.createdBy(), parts);
        put("not types", condition.notTypes(), parts);
        put("about", condition.about().stream().map(Object::toString).toList(), parts);
        parts.add(condition.done().name());
        parts.add(Long.toString(condition.recordedFrom()));
        parts.add(Long.toString(condition.recordedTo()));
        return parts;
    }

    private static void put(String name, List<String> values, List<String> to) {
        to.add(name);
        to.add(Integer.toString(values.size()));
        to.addAll(values);
    }
}
