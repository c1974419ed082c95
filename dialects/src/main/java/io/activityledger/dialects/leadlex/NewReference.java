package io.activityledger.dialects.leadlex;

import io.activityledger.schemas.Subject;
import java.util.List;

/// A contact or deal that is to be made known: what is kept of it, what its creator is shown, and
/// whom it points at.
///
/// @param attributesJson everything that is kept, as compact JSON text, `id` first
/// @param shownJson what stands in the answer
/// @param links contacts and companies that must exist
/// @param adjusted whether its `created_date` was replaced
public record NewReference(
        String id, String attributesJson, String shownJson, List<Subject> links, boolean adjusted) {

    public NewReference {
        links = List.copyOf(links);
    }
}
