package io.activityledger.ingest.recording;

import io.activityledger.access.Caller;
import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexRequest;
import io.activityledger.ingest.log.ActivityLog;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.reference.KnownReferences;
import io.activityledger.ingest.reference.KnownReferences.Found;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.Subject;
import java.time.InstantSource;
import java.util.List;

/// How does a request become an activity on the log?
///
/// ```
/// body ─▶ draft ─▶ references known? ─▶ Recorder ─▶ log ─▶ Created
///          └ 400    └ 404 · 503                      └ 413 · 503
/// ```
///
/// Safe for many threads; blocks its caller while the log does.
public final class ActivityRecording {

    private final InstantSource clock;
    private final KnownReferences references;
    private final Recorder recorder;
    private final ActivityLog log;

    /// `clock` never runs backwards.
    public ActivityRecording(
            InstantSource clock, KnownReferences references, ActivityIdMint ids, ActivityLog log) {
        this.clock = clock;
        this.references = references;
        this.recorder = new Recorder(ids, clock);
        this.log = log;
    }

    Creation create(byte[] body, Caller caller) {
        return switch (LeadLexRequest.read(body, clock.instant())) {
            case LeadLexRequest.Reading.Refused(Refusal refusal) -> new Creation.Refused(refusal);
            case LeadLexRequest.Reading.Accepted accepted -> checked(accepted, caller);
        };
    }

    private Creation checked(LeadLexRequest.Reading.Accepted accepted, Caller caller) {
        return switch (references.find(caller.workspaceId(), referred(accepted.draft()))) {
            case Found.All _ -> appended(accepted, recorder.record(accepted.draft(), caller));
            case Found.Missing(Subject subject) -> new Creation.Refused(notFound(subject));
            case Found.Unreachable(var retryAfter, String reason) ->
                    new Creation.Unavailable(
                            Refusal.of(503, "references_unavailable", reason), retryAfter);
        };
    }

    private Creation appended(LeadLexRequest.Reading.Accepted accepted, Activity activity) {
        return switch (log.append(activity)) {
            case Append.Appended(var position) ->
                    new Creation.Created(
                            activity, position, accepted.adjusted(), accepted.ignored());
            case Append.TooLarge(int bytes) ->
                    new Creation.Refused(
                            Refusal.of(
                                    413,
                                    "payload_too_large",
                                    "The log takes no activity of " + bytes + " bytes"));
            case Append.Unavailable(var retryAfter, String reason) ->
                    new Creation.Unavailable(
                            Refusal.of(503, "log_unavailable", reason), retryAfter);
        };
    }

    /// Contacts, deal, company, in this order; other entities are nobody's to check.
    private static List<Subject> referred(ActivityDraft draft) {
        return draft.subjects().stream()
                .filter(subject -> subject.kind() != Subject.Kind.ENTITY)
                .toList();
    }

    private static Refusal notFound(Subject subject) {
        String kind = subject.kind().word();
        return Refusal.of(404, kind + "_not_found", "There is no " + kind + " " + subject.id());
    }
}
