package io.activityledger.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-04-17T14:23:05Z, 2026-04-17T14:23:05Z",
        "2026-04-17t14:23:05z, 2026-04-17T14:23:05Z",
        "2026-04-17T14:23:05, 2026-04-17T14:23:05Z",
        "2026-04-17 14:23:05, 2026-04-17T14:23:05Z",
        "2026-04-17T14:23, 2026-04-17T14:23:00Z",
        "2026-04-17T14:23:05+02:00, 2026-04-17T12:23:05Z",
        "2026-04-17T14:23:05 02:00, 2026-04-17T12:23:05Z",
        "2026-04-17T14:23:05-0530, 2026-04-17T19:53:05Z",
        "2026-04-17T14:23:05.123456789Z, 2026-04-17T14:23:05.123Z",
        "2026-04-17T14:23:05.9Z, 2026-04-17T14:23:05.900Z",
        "2026-04-17, 2026-04-17T00:00:00Z",
        "0001-01-01T00:00:00+14:00, 0000-12-31T10:00:00Z",
    })
    void timesAreReadInEveryFormTheDocumentsAllow(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-13-01",
                "2026-02-29",
                "2026-04-17T24:00:01Z",
                "2026-04-17T14:23:05X",
                "2026-04-17T14:23:05+24:00",
                "26-04-17",
                "1776427200",
                "2026-04-17T14:23:05Z ",
                "2026-04-17T"
            })
    void whatIsNoTimeIsNotGuessed(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-17, 2026-04-17T23:59:59.999Z",
        "2026-04-17T14:23:05Z, 2026-04-17T14:23:05Z",
    })
    void aBareDateAsUpperBoundMeansItsWholeDay(String text, Instant expected) {
        assertThat(Timestamps.parseUpperBound(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-17T14:23:05Z, 2026-04-17T14:23:05Z",
        "2026-04-17T14:23:00Z, 2026-04-17T14:23:00Z",
        "2026-04-17T14:23:05.120Z, 2026-04-17T14:23:05.120Z",
    })
    void millisecondsArePrintedOnlyWhereTheyAreNotZero(Instant instant, String expected) {
        assertThat(Timestamps.print(instant)).isEqualTo(expected);
    }
}
