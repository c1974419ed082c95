package io.activityledger.webhooks.delivery;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// What is due at one endpoint, and how much of it may be out at a time?
///
/// As many as there are places run at once; a lane that answers earns a deeper queue before its
/// places, so that they are never idle between two visits of the stream thread, and loses it with
/// the first failure. One stream thread's, except the places.
final class Lane {

    /// No turn is due: something else will bring the lane back.
    static final long NO_TURN = Long.MAX_VALUE;

    private static final int DEEPEST_QUEUE = 4;

    private final LaneKey key;
    private final LaneWindow window;
    private final Set<Due> out = new HashSet<>();
    private final Semaphore places;
    private final int placeCount;
    private int allowed;
    private boolean ending;
    private long turnAt = NO_TURN;

    Lane(LaneKey key, LaneWindow window, int places) {
        this.key = key;
        this.window = window;
        this.places = new Semaphore(places, true);
        this.placeCount = places;
        this.allowed = places;
    }

    LaneKey key() {
        return key;
    }

    LaneWindow window() {
        return window;
    }

    /// Held by whoever calls the receiver.
    Semaphore places() {
        return places;
    }

    Set<Due> out() {
        return out;
    }

    /// The next to start: due by now, and not more than are allowed out.
    Optional<Due> next(long nowMillis) {
        return full()
                ? Optional.empty()
                : window.first().filter(due -> ending || due.atMillis() <= nowMillis);
    }

    boolean full() {
        return out.size() >= allowed;
    }

    void handOut(Due due) {
        window.remove(due);
        out.add(due);
    }

    void back(Due due) {
        out.remove(due);
    }

    void answered() {
        allowed = Math.min(allowed + 1, placeCount * DEEPEST_QUEUE);
    }

    void failed() {
        allowed = placeCount;
    }

    /// Its endpoint is gone: all of it is due now, to be ended.
    void end() {
        ending = true;
    }

    /// What seemed to be due was not: it is left to its time again.
    void endNoMore() {
        ending = false;
    }

    /// When it wants the next visit, from itself: at once, when its first falls due, or not at all.
    long nextTurn(long nowMillis) {
        if (full()) {
            return NO_TURN;
        }
        long due = window.first().map(Due::atMillis).orElse(NO_TURN);
        return ending && due != NO_TURN ? nowMillis : due;
    }

    boolean isEmpty() {
        return out.isEmpty() && window.isEmpty();
    }

    long turnAt() {
        return turnAt;
    }

    void turnAt(long millis) {
        turnAt = millis;
    }
}
