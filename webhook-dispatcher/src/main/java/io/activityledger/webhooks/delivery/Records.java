package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookAttempt;
import java.time.Duration;
import java.time.Instant;

/// What does a partition remember of its endpoints beside what waits: their latest attempts, what
/// was given up, since when they have only failed, and whether they were disabled for it?
///
/// Belongs to the desk.
///
/// @param letters what was given up
record Records(HistoryStore history, DeadLetterStore letters, LaneMarksStore marks) {

    /// An attempt has come to its end, or nothing was sent because there was nobody to send it to.
    void tell(LaneKey lane, WebhookAttempt attempt) {
        LogRow row = LogRow.of(attempt);
        history.add(lane, row);
        switch (row.result()) {
            case SUCCESS -> marks.succeeded(lane);
            case FAILED -> marks.failed(lane, row.at());
            case UNSENT -> {}
        }
    }

    /// When a lane that only fails is to be disabled, in milliseconds.
    long hopeUntil(LaneKey lane, Duration patience) {
        long since = marks.failingSince(lane);
        return since == Long.MAX_VALUE ? since : since + patience.toMillis();
    }

    /// Drops what has become too old, of one lane.
    ///
    /// @return whether there may be more
    boolean dropOld(LaneKey lane, Instant before, int most) {
        boolean moreAttempts = history.dropOldest(lane, before, most);
        boolean moreLetters = letters.dropOldest(lane, before, most);
        return moreAttempts || moreLetters;
    }
}
