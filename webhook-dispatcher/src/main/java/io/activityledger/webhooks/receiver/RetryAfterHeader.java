package io.activityledger.webhooks.receiver;

import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// Until when does a `Retry-After` ask us to wait? Seconds or a date; anything else asks nothing,
/// and nobody may ask for more than a year.
final class RetryAfterHeader {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Pattern MORE_SECONDS = Pattern.compile("\\d{10,}");
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfterHeader() {}

    static RetryAfter parse(String header, Instant now) {
        String text = header.strip();
        if (SECONDS.matcher(text).matches()) {
            return capped(now.plusSeconds(Long.parseLong(text)), now);
        }
        return MORE_SECONDS.matcher(text).matches() ? capped(Instant.MAX, now) : date(text, now);
    }

    private static RetryAfter date(String text, Instant now) {
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return capped(date.toInstant(), now);
        } catch (DateTimeException noDate) {
            return new RetryAfter.Unnamed();
        }
    }

    private static RetryAfter capped(Instant before, Instant now) {
        Instant latest = now.plus(LONGEST);
        return new RetryAfter.Not(before.isBefore(latest) ? before : latest);
    }
}
