package io.activityledger.ingest.log;

import io.activityledger.schemas.Position;
import java.time.Duration;

/// What became of a record that was to stand on a topic?
public sealed interface Append {

    /// It stands there, acknowledged by all replicas that are in sync.
    record Appended(Position position) implements Append {}

    /// It may stand there or not: whoever sent it should send it again.
    record Unavailable(Duration retryAfter, String reason) implements Append {}

    /// It does not stand there and never will: the log takes no record of this size.
    record TooLarge(int bytes) implements Append {}
}
