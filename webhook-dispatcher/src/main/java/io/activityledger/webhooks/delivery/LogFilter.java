package io.activityledger.webhooks.delivery;

/// Which entries of an endpoint's log are asked for?
public enum LogFilter {
    /// Every attempt that was made.
    ATTEMPTS,
    SUCCESS,
    FAILED,
    /// What waits for its next attempt.
    PENDING;

    boolean passes(LogRow row) {
        return switch (this) {
            case ATTEMPTS -> true;
            case SUCCESS -> row.result() == LogRow.Result.SUCCESS;
            case FAILED -> row.result() != LogRow.Result.SUCCESS;
            case PENDING -> false;
        };
    }
}
