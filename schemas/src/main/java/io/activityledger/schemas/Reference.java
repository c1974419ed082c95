package io.activityledger.schemas;

import java.time.Instant;

/// What is known of a contact, deal or company that activities may point at? `attributesJson` is
/// compact JSON text.
public record Reference(
        String workspaceId,
        Subject.Kind kind,
        String id,
        Instant recordedAt,
        String attributesJson) {

    /// The key of its record on the `references` topic: that of the subject it is.
    public RecordKey recordKey() {
        return RecordKey.ofSubject(workspaceId, Subject.named(kind, id));
    }
}
