package io.activityledger.ingest.recording;

import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import java.time.Duration;
import java.util.List;

/// What came of asking for an activity?
public sealed interface Creation {

    /// It stands on the log; `adjusted` and `ignored` name the fields that were replaced or not
    /// known.
    record Created(
            Activity activity, Position position, List<String> adjusted, List<String> ignored)
            implements Creation {}

    /// The same request recorded it before: this is what stands on the log since then.
    record Replayed(Created original) implements Creation {}

    /// It stands on the log; whether its key was used before, nobody could say in time.
    record Unverified(Created created) implements Creation {}

    /// Nothing is recorded, and asking again would not help.
    record Refused(Refusal refusal) implements Creation {}

    /// Whether anything is recorded is unknown: ask again.
    record Unavailable(Refusal refusal, Duration retryAfter) implements Creation {}
}
