package io.activityledger.webhooks.delivery;

/// How many deliveries may one lane have out?
///
/// ```
/// few at first ── each quick answer: one more ──▶ places × queue
///      ▲                                             │
///      └── failed: half · slow: back to few ─────────┘
/// ```
///
/// The queue before the places keeps them busy between two visits of the stream thread. Pure. One
/// thread's.
final class Allowance {

    /// What a lane begins with, and what a slow one keeps.
    static final int FEW = 4;

    private static final int DEEPEST_QUEUE = 4;

    private final long slowMillis;
    private int few;
    private int most;
    private int allowed;
    private boolean slow;

    /// For a lane that has `places` requests at a time; an answer is slow after `slowMillis`.
    Allowance(int places, long slowMillis) {
        this.slowMillis = slowMillis;
        this.allowed = Math.min(FEW, places);
        bound(places, true);
    }

    /// From now on it has so many places.
    ///
    /// @param queued whether some may wait before them
    void bound(int places, boolean queued) {
        few = Math.min(FEW, places);
        most = queued ? places * DEEPEST_QUEUE : places;
        allowed = Math.min(allowed, most);
    }

    int allowed() {
        return allowed;
    }

    boolean slow() {
        return slow;
    }

    void answeredAfter(long millis) {
        if (millis >= slowMillis) {
            slowed();
        } else {
            slow = false;
            allowed = Math.min(allowed + 1, most);
        }
    }

    void failedAfter(long millis) {
        allowed = Math.max(1, allowed / 2);
        if (millis >= slowMillis) {
            slowed();
        }
    }

    /// One that is still out has been for so long.
    void waitedFor(long millis) {
        if (millis >= slowMillis) {
            slowed();
        }
    }

    private void slowed() {
        slow = true;
        allowed = Math.min(allowed, few);
    }
}
