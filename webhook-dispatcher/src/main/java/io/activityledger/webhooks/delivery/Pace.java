package io.activityledger.webhooks.delivery;

import java.util.concurrent.TimeUnit;

/// When may the next delivery start, if only so many may in a second?
///
/// ```
/// each start moves the mark by 1 s ÷ limit; a start may be ahead of the mark by a tenth of a second
/// ```
///
/// So at most a tenth of the limit starts at once, and in no second more than that above the limit.
/// Pure: told the time. One thread's.
final class Pace {

    static final int UNLIMITED = 0;

    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long AHEAD = SECOND / 10;

    private int limit = UNLIMITED;
    private long mark;

    /// So many in a second from now on.
    void limit(int perSecond) {
        limit = perSecond;
    }

    void started(long nowMillis) {
        if (limit != UNLIMITED) {
            mark = Math.max(mark, TimeUnit.MILLISECONDS.toMicros(nowMillis)) + SECOND / limit;
        }
    }

    /// In milliseconds, rounded up.
    long mayStartAt() {
        return limit == UNLIMITED ? 0 : (mark - ahead() + 999) / 1_000;
    }

    /// From then on nothing is left of what was started: a pace of its own could begin anew.
    long restsAt() {
        return limit == UNLIMITED ? 0 : (mark + 999) / 1_000;
    }

    /// One alone is never ahead.
    private long ahead() {
        return Math.max(0, AHEAD - SECOND / limit);
    }
}
