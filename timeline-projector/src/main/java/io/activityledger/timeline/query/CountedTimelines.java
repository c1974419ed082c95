package io.activityledger.timeline.query;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.timeline.query.Reply.Freshness;
import io.micrometer.core.instrument.Counter;

/// What do readers get to hear, and how often is it not as fresh as they asked?
public final class CountedTimelines implements Timelines {

    private final Timelines next;
    private final Counter found;
    private final Counter notFound;
    private final Counter unavailable;
    private final Counter stale;
    private final Counter stoodIn;

    public CountedTimelines(Timelines next, Metrics metrics) {
        this.next = next;
        found = answers(metrics, "found");
        notFound = answers(metrics, "not_found");
        unavailable = answers(metrics, "unavailable");
        stale =
                metrics.counter(
                        "ledger.timeline.stale.answers",
                        "Answers that may miss something and said so, without being asked to.");
        stoodIn =
                metrics.counter(
                        "ledger.timeline.standby.answers",
                        "Of them, those that a standby gave while the owner did not answer.");
    }

    @Override
    public Reply ask(Asked asked) {
        Reply reply = next.ask(asked);
        count(reply);
        return reply;
    }

    private void count(Reply reply) {
        switch (reply) {
            case Reply.Found(_, Freshness freshness, _) -> count(found, freshness);
            case Reply.NotFound(Freshness freshness, _) -> count(notFound, freshness);
            case Reply.StoodIn(Reply held, _) -> {
                count(held);
                stoodIn.increment();
            }
            case Reply.Unavailable _ -> unavailable.increment();
        }
    }

    private void count(Counter answer, Freshness freshness) {
        answer.increment();
        if (freshness == Freshness.STALE) {
            stale.increment();
        }
    }

    private static Counter answers(Metrics metrics, String answer) {
        return metrics.counter(
                "ledger.timeline.answers",
                "What readers heard, whichever instance held the rows.",
                "answer",
                answer);
    }
}
