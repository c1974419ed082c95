package io.activityledger.webhooks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterHeaderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void secondsCountFromNow() {
        assertThat(RetryAfterHeader.parse(" 120 ", NOW)).isEqualTo(not(NOW.plusSeconds(120)));
        assertThat(RetryAfterHeader.parse("0", NOW)).isEqualTo(not(NOW));
    }

    @Test
    void aDateIsADate() {
        assertThat(RetryAfterHeader.parse("Sat, 21 Nov 2026 12:05:00 GMT", NOW))
                .isEqualTo(not(NOW.plusSeconds(300)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"999999999", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void nobodyAsksForMoreThanAYear(String header) {
        assertThat(RetryAfterHeader.parse(header, NOW))
                .isEqualTo(not(NOW.plus(Duration.ofDays(365))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "2026-11-21T12:05:00Z", "٣"})
    void anythingElseAsksNothing(String header) {
        assertThat(RetryAfterHeader.parse(header, NOW)).isEqualTo(new RetryAfter.Unnamed());
    }

    private static RetryAfter not(Instant before) {
        return new RetryAfter.Not(before);
    }
}
