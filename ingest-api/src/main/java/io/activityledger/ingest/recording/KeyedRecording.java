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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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

    /// Of one batch; each asks a projector, which serves others too.
    private static final int AT_A_TIME = 64;

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

    /// The same for what has been read already, as the items of a batch have.
    Creation create(DraftReading reading, Dialect dialect, Caller caller, IdempotencyKey key) {
        return switch (reading) {
            case DraftReading.Refused(Refusal refusal) -> new Creation.Refused(refusal);
            case DraftReading.Accepted accepted -> deduplicated(accepted, dialect, caller, key);
            case DraftReading.Wishing wishing ->
                    switch (recording.check(wishing, dialect, caller)) {
                        case Checked.Stopped(Creation outcome) -> outcome;
                        case Checked.Passed(var accepted) ->
                                deduplicated(accepted, dialect, caller, key);
                    };
        };
    }

    /// Many at once, one outcome each: those without a key together and in their order, the others
    /// side by side, as long as `keyedWithin` is not over. Equal keys in one batch meet as those of
    /// different clients do.
    List<Creation> createAll(
            List<BatchItem> items, Dialect dialect, Caller caller, Duration keyedWithin) {
        long until = System.nanoTime() + keyedWithin.toNanos();
        List<DraftReading> keyless = new ArrayList<>();
        List<Callable<Creation>> keyed = new ArrayList<>();
        var hindrance = new AtomicReference<List<Creation>>(List.of());
        for (BatchItem item : items) {
            switch (item.given()) {
                case IdempotencyKey.Given.None() -> keyless.add(item.reading());
                case IdempotencyKey.Given.Malformed(String reason) ->
                        keyed.add(() -> malformed(reason));
                case IdempotencyKey.Given.One(var key) ->
                        keyed.add(() ->
                                unlessHindered(
                                        hindrance,
                                        () ->
                                                System.nanoTime() < until
                                                        ? create(
                                                                item.reading(),
                                                                dialect,
                                                                caller,
                                                                key)
                                                        : tooLate()));
            }
        }
        var together = recording.createAll(keyless, dialect, caller).iterator();
        var sideBySide = sideBySide(keyed).iterator();
        return items.stream()
                .map(item ->
                        item.given() instanceof IdempotencyKey.Given.None
                                ? together.next()
                                : sideBySide.next())
                .toList();
    }

    /// Once the log or the references did not answer in time, the rest of a batch is not tried.
    private static Creation unlessHindered(
            AtomicReference<List<Creation>> hindrance, Supplier<Creation> creating) {
        List<Creation> hindered = hindrance.get();
        if (!hindered.isEmpty()) {
            return hindered.getFirst();
        }
        Creation creation = creating.get();
        if (creation instanceof Creation.Unavailable) {
            hindrance.set(List.of(creation));
        }
        return creation;
    }

    private static List<Creation> sideBySide(List<Callable<Creation>> keyed) {
        if (keyed.isEmpty()) {
            return List.of();
        }
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            return threads.invokeAll(keyed).stream().map(Future::resultNow).toList();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a batch was recorded", stopped);
        }
    }

    private Creation deduplicated(
            DraftReading.Accepted accepted, Dialect dialect, Caller caller, IdempotencyKey key) {
        var asked = KeyedDraft.of(caller.workspaceId(), key, accepted.draft());
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

    private static Refusal keyReused() {
        return Refusal.of(
                422,
                "idempotency_key_reused",
                "This Idempotency-Key was used before, with another request about the same subject");
    }
}
