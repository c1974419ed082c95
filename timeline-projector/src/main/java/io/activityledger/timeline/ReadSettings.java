package io.activityledger.timeline;

import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.timeline.query.RoutingLimits;
import java.time.Duration;

/// How long may a read wait?
///
/// @param barrierPatience for the projection to reach the end of the log
/// @param ownerPatience for somebody who holds the rows
public record ReadSettings(Duration barrierPatience, Duration ownerPatience) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final Duration TRANSFER = Duration.ofMillis(500);

    /// Reads `<prefix>_BARRIER_PATIENCE` and `<prefix>_OWNER_PATIENCE`.
    static ReadSettings read(SettingsReader reader, String prefix) {
        return new ReadSettings(
                reader.duration(
                        prefix + "_BARRIER_PATIENCE",
                        Duration.ofSeconds(2),
                        "How long a read waits for the log's end; then it is Ledger-Stale: true."),
                reader.duration(
                        prefix + "_OWNER_PATIENCE",
                        Duration.ofSeconds(5),
                        "How long the owner of a partition is looked for; then the answer is 503."));
    }

    /// A peer may wait behind two barriers: the timeline's and the references'.
    RoutingLimits routing() {
        Duration perForward = barrierPatience.multipliedBy(2).plus(TRANSFER);
        return new RoutingLimits(ownerPatience, perForward, FIRST_PAUSE, LONGEST_PAUSE);
    }
}
