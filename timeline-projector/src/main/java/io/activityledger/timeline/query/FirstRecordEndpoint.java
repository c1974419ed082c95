package io.activityledger.timeline.query;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Reply.Freshness;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Objects;
import java.util.Optional;

/// `GET /internal/activities/{id}/first?workspace=&partition=&offset=`: was this id recorded
/// before, where, and by which request?
///
/// Any instance may be asked; the partition's owner answers.
///
/// ```
/// offset given    that much of the partition is applied first
///        absent   all that stands on the partition as it is asked
///
/// 200  the first record of the id          404  there is none, up to the offset told
/// 400  no such question                    503  nobody could say in time
/// ```
///
/// Stands on the internal port only; lets in who signs with the house's secret.
public final class FirstRecordEndpoint implements Handler {

    private static final String PATH = "/internal/activities/{id}/first";

    private final Timelines timelines;
    private final PeerSignature signature;
    private final int partitions;

    /// @param partitions of `activities`, a power of two
    public FirstRecordEndpoint(Timelines timelines, PeerSignature signature, int partitions) {
        this.timelines = timelines;
        this.signature = signature;
        this.partitions = partitions;
    }

    public Binding binding() {
        return Binding.get(PATH, new SignedEndpoint(signature, this));
    }

    @Override
    public void handle(Context ctx) {
        Optional<Asked> asked = asked(ctx);
        if (asked.isEmpty()) {
            Answers.empty(ctx, 400);
            return;
        }
        answer(ctx, timelines.ask(asked.get()));
    }

    private static void answer(Context ctx, Reply reply) {
        switch (reply) {
            // What came first stays first, however much is still to be applied.
            case Reply.Found(byte[] body, _, _) -> Answers.json(ctx, 200, body);
            case Reply.NotFound(Freshness freshness, long applied) -> {
                switch (freshness) {
                    case AS_ASKED -> Answers.json(ctx, 404, FirstRecordView.notFound(applied));
                    case STALE -> unavailable(ctx);
                }
            }
            case Reply.StoodIn(Reply held, _) -> answer(ctx, held);
            case Reply.Unavailable _ -> unavailable(ctx);
        }
    }

    /// Empty where it is no question, or one about a partition where the id cannot be.
    private Optional<Asked> asked(Context ctx) {
        String workspace = parameter(ctx, "workspace");
        String partition = parameter(ctx, "partition");
        Optional<ActivityId> id =
                ActivityId.parse(ctx.pathParam("id"))
                        .filter(_ -> !workspace.isEmpty())
                        .filter(it -> partition.equals("" + it.partition(partitions)));
        return id.flatMap(it ->
                consistency(parameter(ctx, "offset"), it.partition(partitions))
                        .map(each -> asked(workspace, it, each)));
    }

    private static Asked asked(String workspace, ActivityId id, Consistency consistency) {
        return new Asked(new Question.FirstRecord(workspace, id), consistency);
    }

    private static Optional<Consistency> consistency(String offset, int partition) {
        if (offset.isEmpty()) {
            return Optional.of(new Consistency.ReadYourWrites());
        }
        try {
            long number = Long.parseLong(offset);
            return number < 0
                    ? Optional.empty()
                    : Optional.of(new Consistency.UpTo(new Position(partition, number)));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static void unavailable(Context ctx) {
        ctx.header(DoorAnswer.RETRY_AFTER, DoorAnswer.RETRY_AFTER_SECONDS);
        Answers.empty(ctx, 503);
    }

    private static String parameter(Context ctx, String name) {
        return Objects.requireNonNullElse(ctx.queryParam(name), "");
    }
}
