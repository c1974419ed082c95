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

    public CountedTimelines(Timelines next, Metrics metrics) {
        this.next = next;
        found = answers(metrics, "found");
        notFound = answers(metrics, "not_found");
        unavailable = answers(metrics, "unavailable");
        stale =
                metrics.counter(
                        "ledger.timeline.stale.answers",
                        "Answers that may miss something and said so, without being asked to.");
    }

    @Override
    public Reply ask(Asked asked) {
        Reply reply = next.ask(asked);
        switch (reply) {
            case Reply.Found(_, Freshness freshness) -> count(found, freshness);
            case Reply.NotFound(Freshness freshness, _) -> count(notFound, freshness);
            case Reply.Unavailable _ -> unavailable.increment();
        }
        return reply;
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
