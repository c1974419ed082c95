package io.activityledger.timeline.query;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;

/// Which days are counted one by one, and where do they begin and end?
///
/// ```
/// from 00:00        00:00        00:00                to + 1 00:00    in the zone
///  |    24 h    |    23 h    |    24 h    |   …    25 h   |           as its clocks are set there
/// ```
///
/// A day reaches from the first moment of its date to the first moment of the next date: a date
/// that a zone skipped is empty, an hour that comes twice counts wholly.
///
/// @param to the last day, counted too
public record Days(LocalDate from, LocalDate to, ZoneId zone) {

    static final int MOST = 366;

    public Days {
        if (to.isBefore(from) || from.plusDays(MOST - 1).isBefore(to)) {
            throw new IllegalArgumentException("from 1 to " + MOST + " days are counted");
        }
    }

    public List<LocalDate> dates() {
        return from.datesUntil(to.plusDays(1)).toList();
    }

    /// The first millisecond of each day, and of the one behind the last.
    public long[] starts() {
        return from.datesUntil(to.plusDays(2))
                .flatMapToLong(
                        each -> LongStream.of(each.atStartOfDay(zone).toInstant().toEpochMilli()))
                .toArray();
    }
}
