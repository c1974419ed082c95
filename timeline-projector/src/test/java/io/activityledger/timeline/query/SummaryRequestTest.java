package io.activityledger.timeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.timeline.consistency.Consistency;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryRequestTest {

    /// Tomorrow already in Kathmandu.
    private static final Instant NOW = Instant.parse("2026-11-21T19:00:00Z");

    private static final Consistency.Parsed PLAIN = Consistency.parse("", "");

    @Test
    void theLastThirtyDaysAreCountedWhereNothingIsSaid() {
        assertThat(days(Map.of())).isEqualTo(new Days(day("2026-10-23"), day("2026-11-21"), utc()));
    }

    @Test
    void todayIsTodayInTheZone() {
        // When
        Days days = days(Map.of("tz", List.of("Asia/Kathmandu")));

        // Then
        assertThat(days.to()).isEqualTo(day("2026-11-22"));
        assertThat(days.from()).isEqualTo(day("2026-10-24"));
    }

    @Test
    void oneDateGivesTheOther() {
        assertThat(days(Map.of("to_date", List.of("2024-03-01"))).from())
                .isEqualTo(day("2024-02-01"));
        assertThat(days(Map.of("from_date", List.of("2026-01-01"))).to())
                .isEqualTo(day("2026-11-21"));
    }

    @Test
    void aZoneMayBeWrittenWithAPlusThatCameAsASpace() {
        assertThat(days(Map.of("tz", List.of("Etc/GMT 5"))).zone())
                .isEqualTo(ZoneId.of("Etc/GMT+5"));
    }

    @Test
    void whatNamesNoZoneOfTheDatabaseIsRefusedBySayingSo() {
        for (String zone : List.of("Mars/Olympus", "", "+02:00", "UTC+2", "europe/berlin", "Z")) {
            assertThat(problems(Map.of("tz", List.of(zone))))
                    .as(zone)
                    .containsEntry(
                            "tz",
                            "must name a time zone of the IANA database, such as Europe/Berlin");
        }
    }

    @Test
    void daysThatAreNoneAreRefused() {
        for (String date :
                List.of(
                        "soon",
                        "",
                        "2026-02-30",
                        "2026-11-21T00:00:00Z",
                        "1899-12-31",
                        "+10000-01-01")) {
            assertThat(problems(Map.of("from_date", List.of(date))))
                    .as(date)
                    .containsOnlyKeys("from_date");
        }
        assertThat(
                        problems(
                                Map.of(
                                        "to_date",
                                        List.of("2026-01-01", "2026-01-02"),
                                        "tz",
                                        List.of("x"))))
                .containsOnlyKeys("to_date", "tz");
    }

    @Test
    void aRangeThatIsBackwardsOrLongerThanAYearIsRefused() {
        assertThat(problems(range("2026-01-02", "2026-01-01"))).containsOnlyKeys("from_date");
        assertThat(days(range("2023-12-31", "2024-12-30")).dates()).hasSize(366);
        assertThat(problems(range("2023-12-30", "2024-12-30")).get("from_date"))
                .contains("at most 366 days");
    }

    private static Map<String, List<String>> range(String from, String to) {
        return Map.of("from_date", List.of(from), "to_date", List.of(to));
    }

    private static Days days(Map<String, List<String>> parameters) {
        return ((SummaryRequest.Parsed.Valid) SummaryRequest.parse(parameters, PLAIN, NOW)).days();
    }

    private static Map<String, String> problems(Map<String, List<String>> parameters) {
        var invalid = (SummaryRequest.Parsed.Invalid) SummaryRequest.parse(parameters, PLAIN, NOW);
        assertThat(invalid.refusal().status()).isEqualTo(400);
        return invalid.refusal().fields();
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static ZoneId utc() {
        return ZoneId.of("UTC");
    }
}
