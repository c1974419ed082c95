package io.activityledger.webhooks.endpoint;

import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import java.time.Duration;

/// How does a fact come to count? Appended first, then applied by every live instance.
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
        return switch (log.append(fact)) {
            case EndpointLog.Append.Appended(long offset) ->
                    new Published.Standing(wait.await(offset));
            case EndpointLog.Append.Unavailable(var retryAfter, String reason) ->
                    new Published.Unavailable(retryAfter, reason);
        };
    }
}
