package io.activityledger.dialects;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Related;
import io.activityledger.schemas.Subject;
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

    /// The same, but about these contacts, this deal and this company; the first contact is its
    /// [#contactId]. Another entity it is about stays.
    public ActivityDraft about(List<Subject> subjects) {
        List<String> contacts = ids(subjects, Subject.Kind.CONTACT);
        return new ActivityDraft(
                source,
                type,
                occurredAt,
                title,
                description,
                first(contacts),
                first(ids(subjects, Subject.Kind.DEAL)),
                first(ids(subjects, Subject.Kind.COMPANY)),
                entityType,
                entityId,
                entityName,
                ownerId,
                dueAt,
                completedAt,
                metadataJson,
                externalId,
                contacts,
                tags,
                isDone,
                extra);
    }

    private static List<String> ids(List<Subject> subjects, Subject.Kind kind) {
        return subjects.stream()
                .filter(subject -> subject.kind() == kind)
                .map(Subject::id)
                .distinct()
                .toList();
    }

    private static @Nullable String first(List<String> ids) {
        return ids.isEmpty() ? null : ids.getFirst();
    }
}
