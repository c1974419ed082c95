package io.activityledger.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened, to whom, when, and who says so? One activity as it stands on the log.
///
/// `contactIds` holds all contacts with `contactId` first; `metadataJson` is compact JSON text
/// whose key order and number literals are the client's.
public record Activity(
        ActivityId id,
        String workspaceId,
        String type,
        Instant occurredAt,
        Instant recordedAt,
        String source,
        String createdBy,
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
        @Nullable String idempotencyKey,
        @Nullable String requestFingerprint,
        @Nullable String externalId,
        List<String> contactIds,
        List<String> tags,
        boolean isDone,
        Map<String, String> extra)
        implements Related {

    public Activity {
        contactIds = List.copyOf(contactIds);
        tags = List.copyOf(tags);
        extra = Map.copyOf(extra);
    }

    /// The key of its record on the log: its primary subject's, or its own where it has none.
    public RecordKey recordKey() {
        List<Subject> subjects = subjects();
        return subjects.isEmpty()
                ? RecordKey.ofActivity(workspaceId, id)
                : RecordKey.ofSubject(workspaceId, subjects.getFirst());
    }

    /// The same, as it stands on the log when it was sent under an idempotency key.
    public Activity keyed(String key, String fingerprint) {
        return new Activity(
                id,
                workspaceId,
                type,
                occurredAt,
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
                key,
                fingerprint,
                externalId,
                contactIds,
                tags,
                isDone,
                extra);
    }
}
