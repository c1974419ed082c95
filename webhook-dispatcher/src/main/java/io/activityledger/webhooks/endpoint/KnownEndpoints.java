package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.kafka.CaughtUp;
import java.time.Duration;

/// The endpoints, for who asks on behalf of a client and rather waits briefly than forever.
public interface KnownEndpoints extends Endpoints {

    /// Waits for everything that stood on the topic when this was asked, no longer than `patience`,
    /// and says what came of it.
    CaughtUp freshened(Duration patience);
}
