package io.activityledger.dialects.reading;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Can this text be the id of a contact, deal, company or other thing? Ids of others' minting are
/// opaque; UUIDs are one however their letters are written.
public final class ReferenceId {

    static final int LONGEST = 128;

    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private ReferenceId() {}

    /// The id as it is stored; empty where no such id can exist.
    public static Optional<String> parse(String text) {
        boolean possible = isPrintable(text) && text.codePointCount(0, text.length()) <= LONGEST;
        return possible ? Optional.of(canonical(text)) : Optional.empty();
    }

    static boolean isPrintable(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
    }

    static String canonical(String id) {
        return UUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
    }
}
