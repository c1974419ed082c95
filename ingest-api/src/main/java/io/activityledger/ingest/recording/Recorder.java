package io.activityledger.ingest.recording;

import io.activityledger.access.Caller;
import io.activityledger.dialects.ActivityDraft;
import io.activityledger.ingest.deduplication.KeyedDraft;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import java.time.InstantSource;
import java.util.List;

/// Which activity does a draft become? It gets its id, whose slot is that of its primary subject's
/// key, its author, and the time at which it was recorded. Decides only; safe for many threads.
final class Recorder {

    private final ActivityIdMint ids;
    private final InstantSource clock;

    /// `clock` never runs backwards.
    Recorder(ActivityIdMint ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    Activity record(ActivityDraft draft, Caller caller) {
        return draft.activity(
                id(draft.subjects(), caller.workspaceId()),
                caller.workspaceId(),
                caller.userId(),
                clock.instant());
    }

    /// Under the id that its key gives it.
    Activity record(KeyedDraft asked, Caller caller) {
        return asked.draft()
                .activity(asked.id(), asked.workspaceId(), caller.userId(), clock.instant())
                .keyed(asked.key().text(), asked.fingerprint());
    }

    private ActivityId id(List<Subject> subjects, String workspaceId) {
        return subjects.isEmpty()
                ? ids.mintAnywhere()
                : ids.mint(RecordKey.ofSubject(workspaceId, subjects.getFirst()).slot());
    }
}
