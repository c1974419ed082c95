package io.activityledger.ingest.recording;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.JsonItems;
import io.activityledger.dialects.json.JsonItems.Slice;
import io.activityledger.dialects.leadlex.LeadLexBatchView;
import io.activityledger.dialects.leadlex.LeadLexDialect;
import io.activityledger.ingest.deduplication.IdempotencyKey;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// `POST /v1/activities/batch`: who was let in records many activities, as an array or on a line
/// each. Whatever is wrong with one, the others are recorded.
///
/// ```
/// body ─▶ where is each item? ─▶ read one by one ─▶ KeyedRecording ─▶ 201, or 207 where some failed
///          └ 400 · 413: nothing is recorded                          └ 503 where the log took none
/// ```
public final class BatchEndpoint implements AdmittedHandler {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final BatchLimits limits;
    private final ByteSize maxItem;
    private final KeyedRecording recording;
    private final InstantSource clock;
    private final LeadLexDialect dialect = new LeadLexDialect();
    private final Semaphore places;

    /// `maxItem` is the size that a request of one activity may have.
    public BatchEndpoint(
            BatchLimits limits, ByteSize maxItem, KeyedRecording recording, InstantSource clock) {
        this.limits = limits;
        this.maxItem = maxItem;
        this.recording = recording;
        this.clock = clock;
        this.places = new Semaphore(limits.maxUnderWay());
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        if (!places.tryAcquire()) {
            JsonEndpoint.refuse(ctx, overloaded(), A_MOMENT);
            return;
        }
        try {
            JsonEndpoint.batch(ctx, limits.maxBody()).ifPresent(body -> record(ctx, caller, body));
        } finally {
            places.release();
        }
    }

    private void record(Context ctx, Caller caller, byte[] body) {
        var found =
                JsonEndpoint.isLines(ctx)
                        ? JsonItems.onLines(body, limits.maxItems())
                        : JsonItems.inArray(body, limits.maxItems());
        switch (found) {
            case JsonItems.Found.TooMany _ -> JsonEndpoint.refuse(ctx, tooMany());
            case JsonItems.Found.Malformed(String reason) ->
                    JsonEndpoint.refuse(ctx, Refusal.of(400, "validation_error", reason));
            case JsonItems.Found.Items(var slices) when slices.isEmpty() ->
                    JsonEndpoint.refuse(ctx, nothing());
            case JsonItems.Found.Items(var slices) -> record(ctx, caller, body, slices);
        }
    }

    private void record(Context ctx, Caller caller, byte[] body, List<Slice> slices) {
        var key = CreateActivityEndpoint.key(ctx);
        if (key instanceof IdempotencyKey.Given.Malformed(String reason)) {
            JsonEndpoint.refuse(ctx, Refusal.of(400, "invalid_idempotency_key", reason));
            return;
        }
        var items = items(body, slices, key);
        answer(ctx, recording.createAll(items, dialect, caller, limits.keyedWithin()));
    }

    private List<BatchItem> items(byte[] body, List<Slice> slices, IdempotencyKey.Given key) {
        var now = clock.instant();
        List<BatchItem> items = new ArrayList<>(slices.size());
        for (Slice slice : slices) {
            items.add(
                    slice.length() > maxItem.bytes()
                            ? BatchItem.refused(tooLarge())
                            : BatchItem.read(slice.of(body), items.size(), key, now));
        }
        return items;
    }

    private static void answer(Context ctx, List<Creation> creations) {
        var hindered = hindered(creations);
        if (hindered.isPresent() && noneIsCreated(creations)) {
            JsonEndpoint.refuse(ctx, hindered.get().refusal(), hindered.get().retryAfter());
            return;
        }
        hindered.ifPresent(each -> JsonEndpoint.retryAfter(ctx, each.retryAfter()));
        var view = new LeadLexBatchView();
        List<Creation.Created> recorded = new ArrayList<>();
        for (Creation creation : creations) {
            switch (creation) {
                case Creation.Created created -> {
                    view.created(created.activity(), created.position());
                    recorded.add(created);
                }
                case Creation.Unverified(var created) -> {
                    view.created(created.activity(), created.position());
                    recorded.add(created);
                    ctx.header(CreateActivityEndpoint.IDEMPOTENCY, "unverified");
                }
                case Creation.Replayed(var original) -> {
                    view.replayed(original.activity(), original.position());
                    recorded.add(original);
                }
                case Creation.Refused(var refusal) -> view.rejected(refusal);
                case Creation.Unavailable(var refusal, _) -> view.rejected(refusal);
            }
        }
        tell(ctx, recorded);
        Answers.json(ctx, view.allGood() ? 201 : 207, view.bytes());
    }

    private static void tell(Context ctx, List<Creation.Created> recorded) {
        CreateActivityEndpoint.tell(
                ctx,
                recorded.stream().flatMap(each -> each.adjusted().stream()).distinct().toList(),
                recorded.stream().flatMap(each -> each.ignored().stream()).distinct().toList());
        if (!recorded.isEmpty()) {
            var positions = recorded.stream().map(Creation.Created::position).toList();
            ctx.header(Position.HEADER, Positions.of(positions).text());
        }
    }

    private static Optional<Creation.Unavailable> hindered(List<Creation> creations) {
        return creations.stream()
                .filter(Creation.Unavailable.class::isInstance)
                .map(Creation.Unavailable.class::cast)
                .findFirst();
    }

    private static boolean noneIsCreated(List<Creation> creations) {
        return creations.stream()
                .allMatch(each ->
                        each instanceof Creation.Refused || each instanceof Creation.Unavailable);
    }

    private Refusal tooMany() {
        return Refusal.of(
                413, "payload_too_large", "A batch has at most " + limits.maxItems() + " items");
    }

    private Refusal tooLarge() {
        return Refusal.of(413, "payload_too_large", "The item is larger than " + maxItem);
    }

    private static Refusal nothing() {
        return Refusal.of(400, "validation_error", "The batch holds no item");
    }

    private static Refusal overloaded() {
        return Refusal.of(503, "overloaded", "Too many batches are under way");
    }
}
