package io.activityledger.ingest.deduplication;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.schemas.Activity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What does a stored activity hold that a request of the same fingerprint does not say: its times,
/// its author, the order of its metadata's keys?
public record StoredActivity(
        Instant occurredAt, Instant recordedAt, String createdBy, @Nullable String metadataJson) {

    static StoredActivity of(Activity activity) {
        return new StoredActivity(
                activity.occurredAt(),
                activity.recordedAt(),
                activity.createdBy(),
                activity.metadataJson());
    }

    /// The stored activity, of which `asked` has the fingerprint.
    Activity as(KeyedDraft asked) {
        ActivityDraft draft = asked.draft();
        return new Activity(
                asked.id(),
                asked.workspaceId(),
                draft.type(),
                occurredAt,
                recordedAt,
                draft.source(),
                createdBy,
                draft.title(),
                draft.description(),
                draft.contactId(),
                draft.dealId(),
                draft.companyId(),
                draft.entityType(),
                draft.entityId(),
                draft.entityName(),
                draft.ownerId(),
                draft.dueAt(),
                draft.completedAt(),
                metadataJson,
                asked.key().text(),
                asked.fingerprint(),
                draft.externalId(),
                draft.contactIds(),
                draft.tags(),
                draft.isDone(),
                draft.extra());
    }
}
