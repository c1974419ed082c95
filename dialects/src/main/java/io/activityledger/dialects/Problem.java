package io.activityledger.dialects;

/// What is wrong with one field of a request?
///
/// @param field its path in the body, parts joined by dots, such as `attributes.contact_ids.0`;
///   empty for the body as a whole
/// @param message reads on from the field's name, such as `must be a string`
public record Problem(String field, Kind kind, String message) {

    /// What sort of problem it is, for the dialects that tell sorts apart.
    public enum Kind {
        NO_JSON,
        MISSING,
        NO_TEXT,
        NO_BOOLEAN,
        NO_LIST,
        NO_OBJECT,
        NO_TIME,
        NOT_ONE_OF,
        TOO_LONG,
        TOO_MANY,
        TOO_LARGE,
        UNKNOWN_REFERENCE,
        NOT_VALID
    }
}
