package io.activityledger.schemas;

/// What is wrong with a record that cannot be an activity? Few words, for those who count; the
/// reason beside it is for those who look.
public enum PoisonKind {
    /// It has no key, no value, or does not say which record it repeats.
    INCOMPLETE,
    /// Its value cannot be decoded.
    UNREADABLE,
    /// Key, id and partition do not agree.
    MISPLACED,
    /// Its metadata are no JSON object.
    METADATA
}
