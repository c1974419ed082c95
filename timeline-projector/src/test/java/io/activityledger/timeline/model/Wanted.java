package io.activityledger.timeline.model;

import io.activityledger.schemas.Activity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which rows does somebody want to see?
///
/// @param types empty for all
/// @param createdBy null for anybody
record Wanted(
        List<String> types,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String createdBy) {

    static final Wanted ALL = new Wanted(List.of(), null, null, null);

    static Wanted ofTypes(List<String> types) {
        return new Wanted(types, null, null, null);
    }

    Wanted between(@Nullable Instant first, @Nullable Instant last) {
        return new Wanted(types, first, last, createdBy);
    }

    Wanted by(String user) {
        return new Wanted(types, from, to, user);
    }

    /// Of a timeline, what is counted.
    List<Activity> counted(List<Activity> rows) {
        return rows.stream().filter(this::isCounted).toList();
    }

    private boolean isCounted(Activity activity) {
        Instant at = activity.occurredAt();
        return (types.isEmpty() || types.contains(activity.type()))
                && (from == null || !at.isBefore(from))
                && (to == null || !at.isAfter(to));
    }

    /// Whether one of the counted is to be shown.
    boolean shows(Activity activity) {
        return createdBy == null || createdBy.equals(activity.createdBy());
    }

    boolean walks() {
        return createdBy != null;
    }

    /// As a client asks for it.
    Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new HashMap<>();
        if (!types.isEmpty()) {
            parameters.put("type", types);
        }
        put("from_date", from, parameters);
        put("to_date", to, parameters);
        put("created_by", createdBy, parameters);
        return parameters;
    }

    private static void put(String name, @Nullable Object value, Map<String, List<String>> to) {
        if (value != null) {
            to.put(name, List.of(value.toString()));
        }
    }
}
