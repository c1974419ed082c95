package io.activityledger.webhooks.delivery;

import io.activityledger.webhooks.endpoint.EndpointSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// What is due at one endpoint, and how much of it may be out at a time?
///
/// ```
/// first attempts ─┐ three of these,                     ┌ breaker: at all?
///                 ├─ one of those ─▶ next ── as far as ─┼ allowance: so many
/// retries ────────┘ when both are due                   ├ pace: so many in a second
///                                                       └ quiet: not before
/// ```
///
/// One stream thread's, except the places.
final class Lane {

    /// No turn is due: something else will bring the lane back.
    static final long NO_TURN = Long.MAX_VALUE;

    private static final int FIRST_ATTEMPTS_IN_A_ROW = 3;

    private final LaneKey key;
    private final LaneWindow firsts;
    private final LaneWindow retries;
    private final Map<Due, Long> out = new LinkedHashMap<>();
    private final Places places;
    private final int usualPlaces;
    private final Pace pace = new Pace();
    private final Breaker breaker;
    private final Allowance allowance;
    private int firstsInARow;
    private long quietUntil;
    private int sickCounted;
    private boolean ending;
    private long turnAt = NO_TURN;
    private long waiting;

    Lane(LaneKey key, DeliveryLimits limits) {
        this.key = key;
        this.firsts = new LaneWindow(limits.window());
        this.retries = new LaneWindow(limits.window());
        this.usualPlaces = limits.inFlightPerEndpoint();
        this.places = new Places(usualPlaces);
        this.breaker = new Breaker(limits.breaker());
        this.allowance = new Allowance(limits.inFlightPerEndpoint(), limits.slowAfter().toMillis());
    }

    LaneKey key() {
        return key;
    }

    /// Keeps to what its endpoint has been set to, from now on.
    void heed(EndpointSettings settings) {
        int most = settings.maxInFlightOr(usualPlaces);
        Integer rate = settings.rateLimit();
        places.resize(most);
        allowance.bound(most, rate == null);
        pace.limit(rate == null ? Pace.UNLIMITED : rate);
    }

    /// Where an attempt of this kind waits.
    LaneWindow window(boolean first) {
        return first ? firsts : retries;
    }

    void add(Due due) {
        window(due.isFirst()).add(due);
    }

    void remove(Due due) {
        window(due.isFirst()).remove(due);
    }

    /// Held by whoever calls the receiver.
    Semaphore places() {
        return places;
    }

    Set<Due> out() {
        return out.keySet();
    }

    boolean isOut(String webhookId) {
        return out.keySet().stream().anyMatch(due -> due.webhookId().equals(webhookId));
    }

    /// How much of it has not ended, in memory or not.
    long waiting() {
        return waiting;
    }

    void waits(long more) {
        waiting += more;
    }

    Breaker.State breaker() {
        return breaker.state();
    }

    /// The next to start, if any may now.
    Optional<Due> next(long nowMillis) {
        if (!ending && (full() || startsAt() > nowMillis)) {
            return Optional.empty();
        }
        Optional<Due> first = due(firsts, nowMillis);
        Optional<Due> retry = due(retries, nowMillis);
        return firstsInARow < FIRST_ATTEMPTS_IN_A_ROW
                ? first.or(() -> retry)
                : retry.or(() -> first);
    }

    boolean full() {
        return out.size() >= allowance.allowed();
    }

    void handOut(Due due, long nowMillis) {
        remove(due);
        out.put(due, nowMillis);
        breaker.started();
        pace.started(nowMillis);
        firstsInARow = due.isFirst() ? firstsInARow + 1 : 0;
    }

    /// It is not out any more.
    ///
    /// @return for how many milliseconds it was
    long back(Due due, long nowMillis) {
        Long since = out.remove(due);
        return since == null ? 0 : Math.max(0, nowMillis - since);
    }

    void answered(long afterMillis) {
        breaker.answered();
        allowance.answeredAfter(afterMillis);
    }

    void failed(long afterMillis, long nowMillis) {
        breaker.failed(nowMillis);
        allowance.failedAfter(afterMillis);
    }

    /// Lives an attempt (one that was made) of an earlier hold once more, so that its receiver is
    /// judged as it was then. Whatever another machine's clock said, it lies in the past.
    void relive(LogRow attempt, long nowMillis) {
        long at = Math.min(attempt.at().toEpochMilli(), nowMillis);
        if (breaker.mayStartAt(0) <= at) {
            breaker.started();
        }
        pace.started(at);
        if (attempt.result() == LogRow.Result.SUCCESS) {
            answered(attempt.tookMillis());
        } else {
            failed(attempt.tookMillis(), Math.min(nowMillis, at + attempt.tookMillis()));
        }
    }

    /// What seemed to be due was not sent: it is left to its time again.
    void unsent() {
        breaker.unsent();
        ending = false;
    }

    /// Its receiver asked not to be called before.
    void quietUntil(long millis) {
        quietUntil = Math.max(quietUntil, millis);
    }

    /// Its endpoint is gone: all of it is due now, to be ended.
    void end() {
        ending = true;
    }

    /// Whether its receiver is slow or fails.
    boolean sick(long nowMillis) {
        if (!out.isEmpty()) {
            allowance.waitedFor(nowMillis - out.values().iterator().next());
        }
        return allowance.slow() || breaker.state() != Breaker.State.CLOSED;
    }

    /// How many of its own are to be counted as sick, beside those that already are.
    int countSick(long nowMillis) {
        int before = sickCounted;
        sickCounted = sick(nowMillis) ? out.size() : 0;
        return sickCounted - before;
    }

    /// When it wants the next visit, from itself: at once, when its first falls due, or not at all.
    long nextTurn(long nowMillis) {
        long first = Math.min(at(firsts), at(retries));
        if (isEmpty()) {
            return pace.restsAt() > nowMillis ? pace.restsAt() : NO_TURN;
        }
        if (ending && first != NO_TURN) {
            return nowMillis;
        }
        return full() ? NO_TURN : Math.max(first, startsAt());
    }

    /// When the first of it was or will be due; [#NO_TURN] where nothing waits.
    long firstDue() {
        return Math.min(at(firsts), at(retries));
    }

    boolean isEmpty() {
        return out.isEmpty() && firsts.isEmpty() && retries.isEmpty();
    }

    long turnAt() {
        return turnAt;
    }

    void turnAt(long millis) {
        turnAt = millis;
    }

    private long startsAt() {
        long notBefore = Math.max(quietUntil, pace.mayStartAt());
        return Math.max(notBefore, breaker.mayStartAt(out.size()));
    }

    private Optional<Due> due(LaneWindow window, long nowMillis) {
        return window.first().filter(due -> ending || due.atMillis() <= nowMillis);
    }

    private static long at(LaneWindow window) {
        return window.first().map(Due::atMillis).orElse(NO_TURN);
    }
}
