package io.activityledger.timeline.model;

import io.activityledger.dialects.Timestamps;
import io.activityledger.schemas.Activity;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a summary must say, counted row by row.
final class PlainSummary {

    private static final LocalDate TO = LocalDate.parse("2026-04-20");
    private static final LocalDate FROM = TO.minusDays(19);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /// As a client asks for it.
    static final Map<String, List<String>> PARAMETERS =
            Map.of(
                    "from_date",
                    List.of(FROM.toString()),
                    "to_date",
                    List.of(TO.toString()),
                    "tz",
                    List.of(ZONE.getId()));

    private PlainSummary() {}

    /// @param rows newest first
    static String of(List<Activity> rows) {
        return "{\"data\":{\"total\":%d,\"by_type\":{%s},\"first_activity_at\":%s,\"last_activity_at\":%s,\"days\":[%s]},\"meta\":{\"from_date\":\"%s\",\"to_date\":\"%s\",\"tz\":\"%s\",\"by_type_truncated\":false}}"
                .formatted(
                        rows.size(),
                        byType(rows),
                        rows.isEmpty() ? null : time(rows.getLast()),
                        rows.isEmpty() ? null : time(rows.getFirst()),
                        days(rows),
                        FROM,
                        TO,
                        ZONE);
    }

    private static String byType(List<Activity> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(Activity::type, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(
                        Comparator.comparingLong((Map.Entry<String, Long> it) -> -it.getValue())
                                .thenComparing(Map.Entry::getKey))
                .map(it -> "\"%s\":%d".formatted(it.getKey(), it.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String days(List<Activity> rows) {
        Map<LocalDate, Long> days =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> LocalDate.ofInstant(it.occurredAt(), ZONE),
                                        Collectors.counting()));
        return FROM.datesUntil(TO.plusDays(1))
                .map(it ->
                        "{\"date\":\"%s\",\"total\":%d}".formatted(it, days.getOrDefault(it, 0L)))
                .collect(Collectors.joining(","));
    }

    private static String time(Activity activity) {
        return '"' + Timestamps.print(activity.occurredAt()) + '"';
    }
}
