package io.activityledger.ingest.recording;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.ingest.deduplication.KeyedDraft;
import io.activityledger.ingest.log.ActivityLog;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.recording.ReferenceCheck.Checked;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// How does a request become an activity on the log, whichever dialect it is in?
///
/// ```
/// body ─▶ draft ─▶ references known? ─▶ Recorder ─▶ log ─▶ Created
///          └ 400    └ 404 · 422 · 503                └ 413 · 503
/// ```
///
/// Safe for many threads; blocks its caller while the log does.
public final class ActivityRecording {

    private final InstantSource clock;
    private final ReferenceCheck check;
    private final Recorder recorder;
    private final ActivityLog log;

    /// `clock` never runs backwards.
    public ActivityRecording(
            InstantSource clock, ReferenceCheck check, ActivityIdMint ids, ActivityLog log) {
        this.clock = clock;
        this.check = check;
        this.recorder = new Recorder(ids, clock);
        this.log = log;
    }

    Creation create(byte[] body, Dialect dialect, Caller caller) {
        return switch (check(read(body, dialect), dialect, caller)) {
            case Checked.Stopped(Creation outcome) -> outcome;
            case Checked.Passed(var accepted) ->
                    appended(accepted, recorder.record(accepted.draft(), caller));
        };
    }

    /// The same under the id that a key gives it. It is appended whether or not it was before.
    Creation createKeyed(
            DraftReading.Accepted accepted, Dialect dialect, Caller caller, KeyedDraft asked) {
        return switch (check(accepted, dialect, caller)) {
            case Checked.Stopped(Creation outcome) -> outcome;
            case Checked.Passed _ -> appended(accepted, recorder.record(asked, caller));
        };
    }

    DraftReading read(byte[] body, Dialect dialect) {
        return dialect.read(body, clock.instant());
    }

    Checked check(DraftReading reading, Dialect dialect, Caller caller) {
        return check.check(reading, dialect, caller.workspaceId());
    }

    /// Many at once, one outcome each, in their order: what is wrong with one hinders no other.
    List<Creation> createAll(List<DraftReading> readings, Dialect dialect, Caller caller) {
        var checked = check.checkAll(readings, dialect, caller.workspaceId());
        List<Activity> activities = new ArrayList<>();
        for (var each : checked) {
            if (each instanceof ReferenceCheck.Checked.Passed(var accepted)) {
                activities.add(recorder.record(accepted.draft(), caller));
            }
        }
        var appends = log.appendAll(activities).iterator();
        var appended = activities.iterator();
        return checked.stream()
                .map(each ->
                        switch (each) {
                            case ReferenceCheck.Checked.Stopped(Creation outcome) -> outcome;
                            case ReferenceCheck.Checked.Passed(var accepted) ->
                                    outcome(accepted, appended.next(), appends.next());
                        })
                .toList();
    }

    private Creation appended(DraftReading.Accepted accepted, Activity activity) {
        return outcome(accepted, activity, log.append(activity));
    }

    private static Creation outcome(
            DraftReading.Accepted accepted, Activity activity, Append append) {
        return switch (append) {
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
}
