package io.activityledger.webhooks.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.webhooks.delivery.Desks;
import io.activityledger.webhooks.delivery.LaneReader;
import io.activityledger.webhooks.delivery.LogRow;
import java.time.InstantSource;
import java.util.Optional;

/// What does this instance know of an endpoint whose partition it holds?
///
/// Safe for many threads.
public final class LaneHost {

    private final Desks desks;
    private final InstantSource clock;
    private final int partitions;

    public LaneHost(Desks desks, InstantSource clock, int partitions) {
        this.desks = desks;
        this.clock = clock;
        this.partitions = partitions;
    }

    LaneReply ask(LaneQuestion question) {
        int partition = question.partition(partitions);
        return desks.ask(partition, lanes -> answer(question, lanes))
                .orElseGet(
                        () -> new LaneReply.NotServed("partition " + partition + " is not here"));
    }

    private LaneReply answer(LaneQuestion question, LaneReader lanes) {
        var lane = question.lane();
        LaneQuestion.Page page = question.page();
        return switch (question.ask()) {
            case LOG ->
                    LaneReply.found(
                            PageView.of(
                                    "logs",
                                    lanes.log(lane, question.filter(), page.skip(), page.size()),
                                    page));
            case RETRY -> retried(question, lanes);
            case LETTERS ->
                    LaneReply.found(
                            PageView.of(
                                    "dead_letters",
                                    lanes.letters(lane, page.skip(), page.size()),
                                    page));
            case LETTER ->
                    lanes.letter(lane, question.name())
                            .map(it -> LaneReply.found(PageView.single("dead_letter", it)))
                            .orElseGet(() -> LaneReply.refused(HistoryRefusals.noLetter()));
            case REPLAY -> replay(question, lanes);
            case HEALTH -> LaneReply.found(lanes.health(lane).json(true, clock.instant()));
            case HEALTH_INACTIVE ->
                    LaneReply.found(lanes.health(lane).json(false, clock.instant()));
        };
    }

    /// One whose command has not been obeyed yet is on its way.
    private static LaneReply replay(LaneQuestion question, LaneReader lanes) {
        return lanes.replay(question.lane(), question.name())
                .map(it -> LaneReply.found(CommandView.replay(it)))
                .orElseGet(() ->
                        lanes.hasObeyed(question.name())
                                ? LaneReply.refused(HistoryRefusals.noReplay())
                                : new LaneReply.NotServed("It has not begun yet"));
    }

    /// A delivery that waits is known by its webhook id, for its next attempt has no other.
    private static LaneReply retried(LaneQuestion question, LaneReader lanes) {
        var lane = question.lane();
        Optional<LogRow> attempt = lanes.attempt(lane, question.name());
        String webhookId = attempt.map(LogRow::webhookId).orElse(question.name());
        if (lanes.waits(lane, webhookId) || lanes.letter(lane, webhookId).isPresent()) {
            return LaneReply.found(webhookId.getBytes(UTF_8));
        }
        return LaneReply.refused(
                attempt.isPresent() ? HistoryRefusals.ended() : HistoryRefusals.noDelivery());
    }
}
