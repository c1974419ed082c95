package io.activityledger.timeline;

import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.timeline.query.RoutingLimits;
import java.time.Duration;

/// How long may a read wait?
///
/// @param barrierPatience for the projection to reach the end of the log
/// @param ownerPatience for somebody who holds the rows
/// @param standbyAfter for their owner, before a standby answers
public record ReadSettings(
        Duration barrierPatience, Duration ownerPatience, Duration standbyAfter) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final Duration TRANSFER = Duration.ofMillis(500);

    /// Reads `<prefix>_BARRIER_PATIENCE` and its companions.
    static ReadSettings read(SettingsReader reader, String prefix) {
        return new ReadSettings(
                reader.duration(
                        prefix + "_BARRIER_PATIENCE",
                        Duration.ofSeconds(2),
                        "How long a read waits for the log's end; then it is Ledger-Stale: true."),
                reader.duration(
                        prefix + "_OWNER_PATIENCE",
                        Duration.ofSeconds(5),
                        "How long the owner of a partition is looked for; then the answer is 503."),
                reader.duration(
                        prefix + "_STANDBY_AFTER",
                        Duration.ofMillis(300),
                        "How long a partition is without an owner before standbys answer, Ledger-Stale: true."));
    }

    /// A peer may wait behind two barriers: the timeline's and the references'.
    RoutingLimits routing() {
        Duration perForward = barrierPatience.multipliedBy(2).plus(TRANSFER);
        return new RoutingLimits(
                ownerPatience, perForward, FIRST_PAUSE, LONGEST_PAUSE, standbyAfter, TRANSFER);
    }
}
