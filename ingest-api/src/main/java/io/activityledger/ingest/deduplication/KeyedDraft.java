package io.activityledger.ingest.deduplication;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.KeyedActivityId;

/// What did a client ask to record under a key, and which activity would that be? Whoever sends it
/// again gets the same id; whoever sends something else under the key gets another fingerprint.
public record KeyedDraft(
        String workspaceId,
        IdempotencyKey key,
        ActivityDraft draft,
        ActivityId id,
        String fingerprint) {

    public static KeyedDraft of(String workspaceId, IdempotencyKey key, ActivityDraft draft) {
        return new KeyedDraft(
                workspaceId,
                key,
                draft,
                KeyedActivityId.of(workspaceId, key.text(), draft.subjects()),
                Fingerprint.of(draft));
    }
}
