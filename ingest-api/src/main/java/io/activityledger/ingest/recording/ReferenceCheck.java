package io.activityledger.ingest.recording;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.ingest.reference.KnownAddresses;
import io.activityledger.ingest.reference.KnownAddresses.Owners;
import io.activityledger.ingest.reference.KnownReferences;
import io.activityledger.ingest.reference.KnownReferences.Found;
import io.activityledger.schemas.Subject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Is everybody known whom a request names, and whom do its email addresses mean?
///
/// ```
/// Accepted ─────────────────────────────▶ references known? ─▶ Passed
/// Wishing ─▶ whose are the addresses? ─┘   └ 404 · 422 · 503
/// Refused ─────────────────────────────────────────────────▶ Stopped
/// ```
public final class ReferenceCheck {

    private final KnownReferences references;
    private final KnownAddresses addresses;

    public ReferenceCheck(KnownReferences references, KnownAddresses addresses) {
        this.references = references;
        this.addresses = addresses;
    }

    Checked check(DraftReading reading, Dialect dialect, String workspaceId) {
        return switch (reading) {
            case DraftReading.Refused(Refusal refusal) ->
                    new Checked.Stopped(new Creation.Refused(refusal));
            case DraftReading.Wishing wishing -> granted(wishing, dialect, workspaceId);
            case DraftReading.Accepted accepted -> known(accepted, dialect, workspaceId);
        };
    }

    /// Many at once, one answer each.
    List<Checked> checkAll(List<DraftReading> readings, Dialect dialect, String workspaceId) {
        Set<Subject> named = new HashSet<>();
        for (DraftReading reading : readings) {
            if (reading instanceof DraftReading.Accepted accepted) {
                named.addAll(referred(accepted.draft()));
            }
        }
        var looked = references.look(workspaceId, named);
        return readings.stream()
                .map(each ->
                        each instanceof DraftReading.Accepted accepted
                                ? judged(accepted, looked.of(referred(accepted.draft())), dialect)
                                : check(each, dialect, workspaceId))
                .toList();
    }

    /// What is granted is accepted or refused, and wishes for nothing more.
    private Checked granted(DraftReading.Wishing wishing, Dialect dialect, String workspaceId) {
        return switch (addresses.owners(workspaceId, wishing.sought())) {
            case Owners.Found(var ids) -> check(wishing.granted(ids), dialect, workspaceId);
            case Owners.Unreachable(var retryAfter, String reason) ->
                    unreachable(retryAfter, reason);
        };
    }

    private Checked known(DraftReading.Accepted accepted, Dialect dialect, String workspaceId) {
        return judged(accepted, references.find(workspaceId, referred(accepted.draft())), dialect);
    }

    private static Checked judged(DraftReading.Accepted accepted, Found found, Dialect dialect) {
        return switch (found) {
            case Found.All _ -> new Checked.Passed(accepted);
            case Found.Missing(Subject subject) ->
                    new Checked.Stopped(new Creation.Refused(dialect.unknown(subject)));
            case Found.Unreachable(var retryAfter, String reason) ->
                    unreachable(retryAfter, reason);
        };
    }

    private static Checked unreachable(Duration retryAfter, String reason) {
        var refusal = Refusal.of(503, "references_unavailable", reason);
        return new Checked.Stopped(new Creation.Unavailable(refusal, retryAfter));
    }

    /// Contacts, deal, company, in this order; other entities are nobody's to check.
    static List<Subject> referred(ActivityDraft draft) {
        return draft.subjects().stream()
                .filter(subject -> subject.kind() != Subject.Kind.ENTITY)
                .toList();
    }

    /// What came of checking.
    sealed interface Checked {

        record Passed(DraftReading.Accepted accepted) implements Checked {}

        record Stopped(Creation outcome) implements Checked {}
    }
}
