package io.activityledger.webhooks.endpoint;

import io.activityledger.schemas.Fact;
import java.time.Duration;

/// Where do facts about endpoints come to stand for good? The port to `webhook-endpoints`.
@FunctionalInterface
public interface EndpointLog {

    /// Answers when the fact stands there, or when that cannot be known in time.
    Append append(Fact fact);

    /// What became of it.
    sealed interface Append {

        /// It stands there, acknowledged by all replicas that are in sync.
        record Appended(long offset) implements Append {}

        /// It may stand there or not: whoever asked for it should ask again.
        record Unavailable(Duration retryAfter, String reason) implements Append {}
    }
}
