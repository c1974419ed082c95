package io.activityledger.dialects;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How are times read and printed? In milliseconds and UTC: RFC 3339 with any offset, none meaning
/// UTC; a bare date is its first millisecond, or as an upper bound its last; finer digits are cut.
public final class Timestamps {

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4}-\\d{2}-\\d{2})"
                            + "(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2})?)(?:[.,](\\d{1,18}))?"
                            + "(?:[Zz]|([+ -])(\\d{2}):?(\\d{2}))?)?");
    private static final LocalTime LAST_MILLISECOND = LocalTime.of(23, 59, 59, 999_000_000);

    private Timestamps() {}

    public static Optional<Instant> parse(String text) {
        return parsed(text, LocalTime.MIDNIGHT);
    }

    /// As [#parse], but a bare date means its whole day.
    public static Optional<Instant> parseUpperBound(String text) {
        return parsed(text, LAST_MILLISECOND);
    }

    /// RFC 3339 in UTC; milliseconds only where they are not zero.
    public static String print(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static Optional<Instant> parsed(String text, LocalTime timeOfBareDate) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(form.group(1));
            if (form.group(2) == null) {
                return Optional.of(date.atTime(timeOfBareDate).toInstant(ZoneOffset.UTC));
            }
            LocalDateTime local = date.atTime(LocalTime.parse(form.group(2)));
            Instant atUtc = local.toInstant(ZoneOffset.UTC).plusMillis(millis(form.group(3)));
            return Optional.of(atUtc.minusSeconds(offsetSeconds(form)));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static long millis(@org.jspecify.annotations.Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
    }

    private static long offsetSeconds(Matcher form) {
        if (form.group(4) == null) {
            return 0;
        }
        long hours = Long.parseLong(form.group(5));
        long minutes = Long.parseLong(form.group(6));
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no such offset");
        }
        long seconds = hours * 3600 + minutes * 60;
        return form.group(4).equals("-") ? -seconds : seconds;
    }
}
