package io.activityledger.timeline.projection;

/// What may be read from a store?
///
/// ```
///  opened ─▶ RESTORING ─▶ ACTIVE        (processors run: complete up to its applied offset, and the log's owner)
///               │  ▲         │
///               ▼  └─────────┘ taken away
///            STANDBY                    (complete up to its applied offset, but trails behind the owner)
/// ```
public enum Role {
    /// Complete up to its applied offset only; how far that is behind says its progress. Not for
    /// answers.
    RESTORING,
    STANDBY,
    ACTIVE
}
