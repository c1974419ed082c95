package io.activityledger.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Does a key, or a workspace, have requests left? One token bucket with a window per limit; safe
/// for many threads.
final class Quota {

    private final List<RateLimit> limits;
    private final Bucket bucket;
    private final InstantSource clock;
    private volatile long lastAsked;

    Quota(List<RateLimit> limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        Instant midnight = nextMidnight();
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(meter(clock));
        for (RateLimit limit : limits) {
            builder.addLimit(bandwidth -> {
                var filled = bandwidth.capacity(limit.requests());
                return limit.beginsAtMidnight()
                        ? filled.refillIntervallyAligned(limit.requests(), limit.window(), midnight)
                        : filled.refillGreedy(limit.requests(), limit.window());
            });
        }
        this.bucket = builder.build();
    }

    /// Takes one request out of every window, or out of none.
    Taken take() {
        lastAsked = System.nanoTime();
        var answer = bucket.asVerbose().tryConsumeAndReturnRemaining(1);
        List<Left> left = left(answer.getDiagnostics().getAvailableTokensPerEachBandwidth());
        return answer.getValue().isConsumed()
                ? new Taken.Granted(left)
                : new Taken.Exhausted(
                        left, Duration.ofNanos(answer.getValue().getNanosToWaitForRefill()));
    }

    /// What is left, without taking any.
    List<Left> look() {
        var answer = bucket.asVerbose().getAvailableTokens();
        return left(answer.getDiagnostics().getAvailableTokensPerEachBandwidth());
    }

    void giveBack() {
        bucket.addTokens(1);
    }

    /// A [System#nanoTime].
    long lastAsked() {
        return lastAsked;
    }

    private List<Left> left(long[] available) {
        List<Left> left = new ArrayList<>(available.length);
        for (int at = 0; at < available.length; at++) {
            left.add(left(limits.get(at), Math.max(0, available[at])));
        }
        return left;
    }

    private Left left(RateLimit limit, long remaining) {
        if (limit.beginsAtMidnight()) {
            Instant midnight = nextMidnight();
            return new Left(
                    limit, remaining, Duration.between(clock.instant(), midnight), midnight);
        }
        Duration each = limit.window().dividedBy(limit.requests());
        Duration toFull = each.multipliedBy(limit.requests() - remaining);
        return new Left(limit, remaining, each, clock.instant().plus(toFull));
    }

    private Instant nextMidnight() {
        return clock.instant()
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
    }

    private static TimeMeter meter(InstantSource clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /// What is left of one window.
    ///
    /// @param untilMore until a further request is allowed
    /// @param full when all of them are allowed again
    record Left(RateLimit limit, long remaining, Duration untilMore, Instant full) {}

    /// What came of asking for one request.
    sealed interface Taken {

        List<Left> left();

        record Granted(List<Left> left) implements Taken {}

        record Exhausted(List<Left> left, Duration retryAfter) implements Taken {}
    }
}
