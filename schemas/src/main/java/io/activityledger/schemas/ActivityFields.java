package io.activityledger.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/// The fields of an activity while they are read in whatever order the writer's schema has; lives
/// within one read.
@NullUnmarked
final class ActivityFields {

    ActivityId id;
    String workspaceId;
    String type;
    Instant occurredAt;
    Instant recordedAt;
    String source;
    String createdBy;
    String title;
    String description;
    String contactId;
    String dealId;
    String companyId;
    String entityType;
    String entityId;
    String entityName;
    String ownerId;
    Instant dueAt;
    Instant completedAt;
    String metadataJson;
    String idempotencyKey;
    String requestFingerprint;
    String externalId;
    List<String> contactIds = List.of();
    List<String> tags = List.of();
    boolean isDone;
    Map<String, String> extra = Map.of();

    Activity activity() {
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
                idempotencyKey,
                requestFingerprint,
                externalId,
                contactIds,
                tags,
                isDone,
                extra);
    }
}
