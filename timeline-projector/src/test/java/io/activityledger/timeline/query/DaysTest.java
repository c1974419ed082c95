package io.activityledger.timeline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaysTest {

    @Test
    void aDayOnWhichClocksAreChangedIsAnHourShorterOrLonger() {
        assertThat(hours("Europe/Berlin", "2026-03-28", 3)).containsExactly(24.0, 23.0, 24.0);
        assertThat(hours("Europe/Berlin", "2026-10-24", 3)).containsExactly(24.0, 25.0, 24.0);
        // There it was midnight that did not exist, and the hour before it that came twice.
        assertThat(hours("America/Sao_Paulo", "2018-11-03", 3)).containsExactly(24.0, 23.0, 24.0);
        assertThat(hours("America/Sao_Paulo", "2018-02-16", 3)).containsExactly(24.0, 25.0, 24.0);
        assertThat(hours("America/Sao_Paulo", "2026-11-03", 2)).containsExactly(24.0, 24.0);
    }

    @Test
    void aDateThatAZoneSkippedIsEmpty() {
        assertThat(hours("Pacific/Apia", "2011-12-29", 3)).containsExactly(24.0, 0.0, 24.0);
    }

    @Test
    void aDayBeginsWhenItBeginsThere() {
        // When
        var days = days("Asia/Kathmandu", "2026-11-21", 1);

        // Then
        assertThat(days.starts())
                .containsExactly(
                        Instant.parse("2026-11-20T18:15:00Z").toEpochMilli(),
                        Instant.parse("2026-11-21T18:15:00Z").toEpochMilli());
    }

    @Test
    void aYearIsTheMost() {
        assertThat(days("UTC", "2026-01-01", Days.MOST).dates()).hasSize(Days.MOST);
        assertThatThrownBy(() -> days("UTC", "2026-01-01", Days.MOST + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> days("UTC", "2026-01-01", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Double> hours(String zone, String from, int count) {
        long[] starts = days(zone, from, count).starts();
        List<Double> hours = new ArrayList<>();
        for (int at = 1; at < starts.length; at++) {
            hours.add((starts[at] - starts[at - 1]) / 3_600_000.0);
        }
        return hours;
    }

    private static Days days(String zone, String from, int count) {
        LocalDate first = LocalDate.parse(from);
        return new Days(first, first.plusDays(count - 1), ZoneId.of(zone));
    }
}
