package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.reading.ReferenceId;
import java.util.Optional;

/// Can this text from a path be the id of a contact, deal or company?
public final class LeadLexId {

    private LeadLexId() {}

    /// The id as it is stored; empty where no such id can exist.
    public static Optional<String> parse(String text) {
        return ReferenceId.parse(text);
    }
}
