package io.activityledger.dialects.leadlex;

import java.util.Optional;

/// Can this text from a path be the id of a contact, deal or company?
public final class LeadLexId {

    private static final int LONGEST = 128;

    private LeadLexId() {}

    /// The id as it is stored; empty where no such id can exist.
    public static Optional<String> parse(String text) {
        boolean possible =
                !text.isEmpty()
                        && text.codePointCount(0, text.length()) <= LONGEST
                        && text.chars().noneMatch(Character::isISOControl);
        return possible ? Optional.of(LeadLexFields.canonicalId(text)) : Optional.empty();
    }
}
