package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.timeline.consistency.Consistency;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which days do the parameters of a summary ask for, and what is wrong with them, all at once?
///
/// Neither date given: the last [#USUAL] days up to today. `to_date` alone: as many up to it.
/// `from_date` alone: from it up to today.
final class SummaryRequest {

    static final int USUAL = 30;

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 30);

    private final Map<String, List<String>> parameters;
    private final Map<String, String> problems = new LinkedHashMap<>();

    private SummaryRequest(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /// What came of reading the request.
    sealed interface Parsed {

        record Valid(Days days, Consistency consistency) implements Parsed {}

        record Invalid(Refusal refusal) implements Parsed {}
    }

    static Parsed parse(
            Map<String, List<String>> parameters, Consistency.Parsed headers, Instant now) {
        var request = new SummaryRequest(parameters);
        Optional<Days> days = request.days(now);
        return switch (headers) {
            case Consistency.Parsed.Valid(var consistency) when days.isPresent() ->
                    new Parsed.Valid(days.get(), consistency);
            case Consistency.Parsed.Valid _ ->
                    new Parsed.Invalid(PageRequest.refusal(request.problems));
            case Consistency.Parsed.Invalid(var header, var problem) -> {
                request.problems.put(header, problem);
                yield new Parsed.Invalid(PageRequest.refusal(request.problems));
            }
        };
    }

    /// Empty where something is wrong with them.
    private Optional<Days> days(Instant now) {
        Optional<LocalDate> from = date("from_date");
        Optional<LocalDate> to = date("to_date");
        ZoneId zone = zone();
        LocalDate last = to.orElseGet(() -> LocalDate.ofInstant(now, zone));
        LocalDate first = from.orElseGet(() -> last.minusDays(USUAL - 1));
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        if (last.isBefore(first)) {
            problems.put("from_date", "must not be later than to_date, which is " + last);
        } else if (first.plusDays(Days.MOST - 1).isBefore(last)) {
            problems.put(
                    "from_date",
                    "must leave at most %d days up to to_date, which is %s"
                            .formatted(Days.MOST, last));
        }
        return problems.isEmpty() ? Optional.of(new Days(first, last, zone)) : Optional.empty();
    }

    private Optional<LocalDate> date(String name) {
        Optional<String> text = single(name);
        Optional<LocalDate> date = text.flatMap(SummaryRequest::parsed);
        if (text.isPresent() && date.isEmpty()) {
            problems.put(name, "must be a date such as 2026-11-21, from 1900 on");
        }
        return date;
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            return date.isBefore(EARLIEST) || date.isAfter(LATEST)
                    ? Optional.empty()
                    : Optional.of(date);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private ZoneId zone() {
        Optional<String> text = single("tz");
        if (text.isEmpty()) {
            return UTC;
        }
        try {
            // A + that stood unescaped arrives as a space.
            ZoneId zone = ZoneId.of(text.get().replace(' ', '+'));
            if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
                return zone;
            }
        } catch (DateTimeException _) {
            // said below, with what is allowed
        }
        problems.put("tz", "must name a time zone of the IANA database, such as Europe/Berlin");
        return UTC;
    }

    private Optional<String> single(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            problems.put(name, "must be given once");
        }
        return values.stream().findFirst();
    }
}
