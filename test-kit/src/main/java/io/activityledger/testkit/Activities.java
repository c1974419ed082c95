package io.activityledger.testkit;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What does an activity look like of which a test says only what matters to it?
///
/// ```
/// Activities.some().of("call").about("c1").at(NOON).build()
/// ```
///
/// It is sound as it stands: the slot in its id is that of its record key. Ids rise in the order of
/// the builds and are the same in each run.
public final class Activities {

    public static final Instant NOON = Instant.parse("2026-04-17T12:00:00Z");

    private static final ActivityIdMint MINT =
            new ActivityIdMint(InstantSource.fixed(NOON), new Random(17));

    private String workspace = "dev";
    private String type = "note";
    private String actor = "ada";
    private Instant occurredAt = NOON;
    private Instant recordedAt = NOON;
    private @Nullable ActivityId id;
    private @Nullable String title;
    private @Nullable String metadataJson;
    private @Nullable String idempotencyKey;
    private @Nullable String deal;
    private @Nullable String company;
    private @Nullable Subject entity;
    private final Set<String> contacts = new LinkedHashSet<>();

    private Activities() {}

    /// A note of Ada's at noon, in the workspace `dev`, about nobody.
    public static Activities some() {
        return new Activities();
    }

    public Activities in(String newWorkspace) {
        workspace = newWorkspace;
        return this;
    }

    public Activities of(String newType) {
        type = newType;
        return this;
    }

    public Activities by(String newActor) {
        actor = newActor;
        return this;
    }

    /// When it happened; it is recorded at the same instant unless [#recordedAt] says otherwise.
    public Activities at(Instant instant) {
        occurredAt = instant;
        recordedAt = instant;
        return this;
    }

    public Activities recordedAt(Instant instant) {
        recordedAt = instant;
        return this;
    }

    /// About this contact too; the first named is primary.
    public Activities about(String contactId) {
        return about(Subject.contact(contactId));
    }

    /// About this subject too: contacts add up, of the others the last of its kind stands.
    public Activities about(Subject subject) {
        switch (subject.kind()) {
            case CONTACT -> contacts.add(subject.id());
            case DEAL -> deal = subject.id();
            case COMPANY -> company = subject.id();
            case ENTITY -> entity = subject;
        }
        return this;
    }

    public Activities titled(String newTitle) {
        title = newTitle;
        return this;
    }

    public Activities metadata(String json) {
        metadataJson = json;
        return this;
    }

    public Activities keyed(String newIdempotencyKey) {
        idempotencyKey = newIdempotencyKey;
        return this;
    }

    /// Under this id, whatever its slot: for doubles and for records that stand where they must
    /// not.
    public Activities as(ActivityId newId) {
        id = newId;
        return this;
    }

    public Activity build() {
        List<String> all = new ArrayList<>(contacts);
        return new Activity(
                id != null ? id : minted(),
                workspace,
                type,
                occurredAt,
                recordedAt,
                "leadlex",
                actor,
                title,
                null,
                all.isEmpty() ? null : all.getFirst(),
                deal,
                company,
                entity == null ? null : entity.entityType(),
                entity == null ? null : entity.id(),
                null,
                null,
                null,
                null,
                metadataJson,
                idempotencyKey,
                null,
                null,
                all,
                List.of(),
                false,
                Map.of());
    }

    private ActivityId minted() {
        return primary()
                .map(subject -> MINT.mint(RecordKey.ofSubject(workspace, subject).slot()))
                .orElseGet(MINT::mintAnywhere);
    }

    private Optional<Subject> primary() {
        return contacts.stream()
                .findFirst()
                .map(Subject::contact)
                .or(() -> Optional.ofNullable(deal).map(Subject::deal))
                .or(() -> Optional.ofNullable(company).map(Subject::company))
                .or(() -> Optional.ofNullable(entity));
    }
}
