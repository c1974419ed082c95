package io.activityledger.dialects;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Related;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What did a client ask to record, whichever dialect it spoke? Validated; not yet an activity,
/// since it has no id, no author and perhaps no time.
public record ActivityDraft(
        String source,
        String type,
        @Nullable Instant occurredAt,
        @Nullable String title,
        @Nullable String description,
        @Nullable String contactId,
        @Nullable String dealId,
        @Nullable String companyId,
        @Nullable String entityType,
        @Nullable String entityId,
        @Nullable String entityName,
        @Nullable String ownerId,
        @Nullable Instant dueAt,
        @Nullable Instant completedAt,
        @Nullable String metadataJson,
        @Nullable String externalId,
        List<String> contactIds,
        List<String> tags,
        boolean isDone,
        Map<String, String> extra)
        implements Related {

    /// The activity it becomes: what has no time of its own happened when it was recorded.
    public Activity activity(
            ActivityId id, String workspaceId, String createdBy, Instant recordedAt) {
        return new Activity(
                id,
                workspaceId,
                type,
                occurredAt == null ? recordedAt : occurredAt,
                recordedAt,
                source,
                createdBy,
                title,
                description,
                contactId,
                dealId,
                companyId,
                entityType,
                entityId,
                entityName,
                ownerId,
                dueAt,
                completedAt,
                metadataJson,
                null,
                null,
                externalId,
                contactIds,
                tags,
                isDone,
                extra);
    }
}
