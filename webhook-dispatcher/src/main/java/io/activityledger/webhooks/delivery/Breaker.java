package io.activityledger.webhooks.delivery;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// Is it worth calling this receiver at all?
///
/// ```
///            failures in a row                  pause over, nothing out
/// CLOSED ───────────────────────▶ OPEN ────────────────────────────────▶ PROBING
///    ▲                             ▲ ▲                                      │ │ │
///    │                             │ └─────── failed: twice the pause ──────┘ │ │
///    │                             └───────── not sent: as before ────────────┘ │
///    └─────────────────────────────────────── answered ─────────────────────────┘
/// ```
///
/// While it is open nothing is sent and no attempt is spent: what falls due waits. Pure: told the
/// time. One thread's.
final class Breaker {

    private final Rules rules;
    private State state = State.CLOSED;
    private int failures;
    private int openings;
    private long openUntil;

    /// When it opens, and for how long.
    ///
    /// @param after failures in a row
    /// @param pause before the first probe; doubled by each that fails
    /// @param longestPause what doubling ends at
    public record Rules(int after, Duration pause, Duration longestPause) {

        /// Reads `<prefix>_BREAKER_AFTER` and its companions.
        static Rules read(SettingsReader reader, String prefix) {
            return new Rules(
                    reader.number(
                            prefix + "_BREAKER_AFTER",
                            5,
                            Bounds.of(1, 1_000),
                            "Failures in a row after which a receiver is only probed."),
                    reader.duration(
                            prefix + "_BREAKER_PAUSE",
                            Duration.ofSeconds(5),
                            "How long such a receiver is left alone; doubled by each probe that fails."),
                    reader.duration(
                            prefix + "_BREAKER_LONGEST_PAUSE",
                            Duration.ofMinutes(1),
                            "What that doubling ends at, and how long Retry-After may silence a receiver."));
        }
    }

    /// In which state it is.
    enum State {
        CLOSED,
        OPEN,
        PROBING
    }

    Breaker(Rules rules) {
        this.rules = rules;
    }

    State state() {
        return state;
    }

    /// The earliest moment for another call, as far as this decides.
    ///
    /// @param out calls under way: a probe waits for their end, so that what ends next is its own
    long mayStartAt(int out) {
        return switch (state) {
            case CLOSED -> 0;
            case OPEN -> out == 0 ? openUntil : Lane.NO_TURN;
            case PROBING -> Lane.NO_TURN;
        };
    }

    void started() {
        if (state == State.OPEN) {
            state = State.PROBING;
        }
    }

    void answered() {
        state = State.CLOSED;
        failures = 0;
        openings = 0;
    }

    void failed(long nowMillis) {
        failures++;
        boolean opens =
                switch (state) {
                    case CLOSED -> failures >= rules.after();
                    case PROBING -> true;
                    case OPEN -> false;
                };
        if (opens) {
            state = State.OPEN;
            openUntil = nowMillis + pauseMillis();
            openings++;
        }
    }

    /// The call was not made after all.
    void unsent() {
        if (state == State.PROBING) {
            state = State.OPEN;
        }
    }

    private long pauseMillis() {
        int doublings = Math.min(openings, 30);
        return Math.min(rules.pause().toMillis() << doublings, rules.longestPause().toMillis());
    }
}
