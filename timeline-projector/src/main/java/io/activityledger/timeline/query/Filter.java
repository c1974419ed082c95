package io.activityledger.timeline.query;

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
    boolean leavesOut() {
        return walks()
                || !types.isEmpty()
                || fromMillis != Long.MIN_VALUE
                || toMillis != Long.MAX_VALUE;
    }

    /// What a cursor of this filter is bound to.
    List<String> binding() {
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
