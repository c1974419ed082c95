package io.activityledger.dialects;

import io.activityledger.schemas.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which activities does a client ask to list, whatever its dialect?
///
/// @param subjects that each of them has, contact before deal before company
/// @param types only these; empty for all
/// @param notTypes none of these
/// @param done whether what was to be done must be done; null where either will do
/// @param recordedFrom not recorded before; null where that does not matter
/// @param recordedTo not recorded after; null where that does not matter
/// @param oldestFirst newest first otherwise
/// @param cursor of an earlier answer; null for the first page
/// @param limit how many at most
public record ListWish(
        List<Subject> subjects,
        List<String> types,
        List<String> notTypes,
        @Nullable Boolean done,
        @Nullable Instant recordedFrom,
        @Nullable Instant recordedTo,
        boolean oldestFirst,
        @Nullable String cursor,
        int limit) {

    public ListWish {
        subjects = List.copyOf(subjects);
        types = List.copyOf(types);
        notTypes = List.copyOf(notTypes);
    }
}
