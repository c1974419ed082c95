package io.activityledger.ingest.recording;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.ingest.deduplication.Deduplication;
import io.activityledger.ingest.deduplication.IdempotencyKey;
import io.activityledger.ingest.deduplication.KeyedDraft;
import io.activityledger.ingest.deduplication.Outcome;
import io.activityledger.ingest.deduplication.Writing.Attempt;
import io.activityledger.ingest.recording.ReferenceCheck.Checked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How does a request become an activity on the log, once however often it is sent? One without a
/// key is an activity each time.
///
/// ```
/// no key ───────────────────────────────────────▶ recording
/// key ─▶ draft ─▶ used before? ── no ─▶ recording ─▶ Created · Replayed · Unverified
///         └ 400      └ yes: Replayed · 422                    └ 422
/// ```
///
/// What was recorded before is answered without looking at its references again. Safe for many
/// threads.
public final class KeyedRecording {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final ActivityRecording recording;
    private final Deduplication<Creation> deduplication;

    public KeyedRecording(ActivityRecording recording, Deduplication<Creation> deduplication) {
        this.recording = recording;
        this.deduplication = deduplication;
    }

    Creation create(byte[] body, Dialect dialect, Caller caller, IdempotencyKey.Given given) {
        return switch (given) {
            case IdempotencyKey.Given.None() -> recording.create(body, dialect, caller);
            case IdempotencyKey.Given.Malformed(String reason) -> malformed(reason);
            case IdempotencyKey.Given.One(var key) ->
                    create(recording.read(body, dialect), dialect, caller, key);
        };
    }

    private Creation create(
            DraftReading reading, Dialect dialect, Caller caller, IdempotencyKey key) {
        return switch (drafted(reading, dialect, caller)) {
            case Checked.Stopped(Creation outcome) -> outcome;
            case Checked.Passed(var accepted) ->
                    deduplicated(
                            accepted,
                            dialect,
                            caller,
                            KeyedDraft.of(caller.workspaceId(), key, accepted.draft()));
        };
    }

    /// Many at once, one outcome each: those without a key together and in their order, the others
    /// side by side, equal ones collapsed, as long as `keyedWithin` is not over.
    List<Creation> createAll(
            List<BatchItem> items, Dialect dialect, Caller caller, Duration keyedWithin) {
        long until = System.nanoTime() + keyedWithin.toNanos();
        List<DraftReading> keyless = new ArrayList<>();
        var keyed = new KeyedBatch(caller.workspaceId());
        for (BatchItem item : items) {
            switch (item.given()) {
                case IdempotencyKey.Given.None() -> keyless.add(item.reading());
                case IdempotencyKey.Given.Malformed(String reason) ->
                        keyed.settle(malformed(reason));
                case IdempotencyKey.Given.One(var key) -> {
                    switch (drafted(item.reading(), dialect, caller)) {
                        case Checked.Stopped(Creation outcome) -> keyed.settle(outcome);
                        case Checked.Passed(var accepted) -> keyed.ask(accepted, key);
                    }
                }
            }
        }
        var together = recording.createAll(keyless, dialect, caller).iterator();
        var sideBySide =
                keyed.outcomes(ask ->
                                System.nanoTime() < until
                                        ? deduplicated(ask.accepted(), dialect, caller, ask.draft())
                                        : tooLate())
                        .iterator();
        return items.stream()
                .map(item ->
                        item.given() instanceof IdempotencyKey.Given.None
                                ? together.next()
                                : sideBySide.next())
                .toList();
    }

    /// Only who wishes for something has to ask before its subjects, hence its id, are known.
    private Checked drafted(DraftReading reading, Dialect dialect, Caller caller) {
        return switch (reading) {
            case DraftReading.Refused(Refusal refusal) ->
                    new Checked.Stopped(new Creation.Refused(refusal));
            case DraftReading.Accepted accepted -> new Checked.Passed(accepted);
            case DraftReading.Wishing wishing -> recording.check(wishing, dialect, caller);
        };
    }

    private Creation deduplicated(
            DraftReading.Accepted accepted, Dialect dialect, Caller caller, KeyedDraft asked) {
        Outcome<Creation> outcome =
                deduplication.create(
                        asked,
                        _ -> attempt(recording.createKeyed(accepted, dialect, caller, asked)));
        return creation(outcome, accepted);
    }

    private static Attempt<Creation> attempt(Creation creation) {
        return creation instanceof Creation.Created created
                ? new Attempt.Appended<>(created.activity(), created.position())
                : new Attempt.NotAppended<>(creation);
    }

    private static Creation creation(Outcome<Creation> outcome, DraftReading.Accepted accepted) {
        var adjusted = accepted.adjusted();
        var ignored = accepted.ignored();
        return switch (outcome) {
            case Outcome.Created<Creation>(var activity, var at) ->
                    new Creation.Created(activity, at, adjusted, ignored);
            case Outcome.Replayed<Creation>(var activity, var at) ->
                    new Creation.Replayed(new Creation.Created(activity, at, adjusted, ignored));
            case Outcome.Unverified<Creation>(var activity, var at) ->
                    new Creation.Unverified(new Creation.Created(activity, at, adjusted, ignored));
            case Outcome.KeyReused<Creation>() -> new Creation.Refused(keyReused());
            case Outcome.NotWritten<Creation>(Creation why) -> why;
        };
    }

    private static Creation tooLate() {
        return new Creation.Unavailable(
                Refusal.of(503, "overloaded", "The time for this batch was over: send it again"),
                A_MOMENT);
    }

    private static Creation malformed(String reason) {
        return new Creation.Refused(Refusal.of(400, "invalid_idempotency_key", reason));
    }

    static Refusal keyReused() {
        return Refusal.of(
                422,
                "idempotency_key_reused",
                "This Idempotency-Key was used before, with another request about the same subject");
    }
}
