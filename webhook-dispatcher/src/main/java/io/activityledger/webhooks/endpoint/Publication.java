package io.activityledger.webhooks.endpoint;

import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import java.time.Duration;
import java.util.List;

/// How do facts come to count? Appended first, then applied by every live instance.
///
/// Safe for many threads; blocks its caller, a virtual one.
public final class Publication {

    private final EndpointLog log;
    private final EffectiveWait wait;

    public Publication(EndpointLog log, EffectiveWait wait) {
        this.log = log;
        this.wait = wait;
    }

    /// What came of a fact.
    sealed interface Published {

        record Standing(Effect effect) implements Published {}

        /// Whether it stands is unknown: ask again.
        record Unavailable(Duration retryAfter, String reason) implements Published {}
    }

    Published publish(Fact fact) {
        return publish(List.of(fact));
    }

    /// At least one. They stand in one order: who has applied the last has applied them all.
    Published publish(List<Fact> facts) {
        long last = -1;
        for (Fact fact : facts) {
            switch (log.append(fact)) {
                case EndpointLog.Append.Appended(long offset) -> last = offset;
                case EndpointLog.Append.Unavailable(var retryAfter, String reason) -> {
                    return new Published.Unavailable(retryAfter, reason);
                }
            }
        }
        return new Published.Standing(wait.await(last));
    }
}
