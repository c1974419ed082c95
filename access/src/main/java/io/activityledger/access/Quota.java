package io.activityledger.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Does a key have requests left? One token bucket with a window per limit; safe for many threads.
final class Quota {

    private final long tightest;
    private final Bucket bucket;
    private final InstantSource clock;

    Quota(List<RateLimit> limits, InstantSource clock) {
        this.clock = clock;
        this.tightest = limits.stream().mapToLong(RateLimit::requests).min().orElseThrow();
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(meter(clock));
        for (RateLimit limit : limits) {
            builder.addLimit(bandwidth ->
                    bandwidth
                            .capacity(limit.requests())
                            .refillGreedy(limit.requests(), limit.window()));
        }
        this.bucket = builder.build();
    }

    Taken take() {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        Instant full = clock.instant().plusNanos(probe.getNanosToWaitForReset());
        Map<String, String> headers =
                Map.of(
                        "X-RateLimit-Limit", Long.toString(tightest),
                        "X-RateLimit-Remaining", Long.toString(probe.getRemainingTokens()),
                        "X-RateLimit-Reset", Long.toString(full.getEpochSecond() + 1));
        return probe.isConsumed()
                ? new Taken.Granted(headers)
                : new Taken.Exhausted(wait(probe), headers);
    }

    private static Duration wait(ConsumptionProbe probe) {
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
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

    /// What came of asking for one request.
    sealed interface Taken {
        record Granted(Map<String, String> headers) implements Taken {}

        record Exhausted(Duration retryAfter, Map<String, String> headers) implements Taken {}
    }
}
