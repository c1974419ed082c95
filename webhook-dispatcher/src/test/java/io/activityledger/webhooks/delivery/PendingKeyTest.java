package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingKeyTest {

    private static final LaneKey LANE = new LaneKey("dev", "e1");

    @Test
    void whatIsDueEarlierLiesEarlier() {
        // Given
        var dues =
                List.of(
                        Due.first(0, "z"),
                        Due.first(255, "b"),
                        Due.first(256, "a"),
                        Due.first(1_800_000_000_000L, "a"));

        // When
        var keys = dues.stream().map(due -> PendingKey.waiting(LANE, due)).toList();

        // Then
        assertThat(keys).isSortedAccordingTo(Arrays::compareUnsigned);
        assertThat(keys.stream().map(key -> PendingKey.dueOf(key, 1))).isEqualTo(dues);
        assertThat(keys.stream().map(PendingKey::laneOf)).containsOnly(LANE);
    }

    @Test
    void twoNamesNeverReadTheSame() {
        // Given
        var one = new LaneKey("ab", "c");
        var two = new LaneKey("a", "bc");

        // When
        var keys =
                List.of(
                        PendingKey.row(one, "m"),
                        PendingKey.row(two, "m"),
                        PendingKey.row(new LaneKey("ab", ""), "cm"),
                        PendingKey.marker(one, "m"));

        // Then
        assertThat(keys.stream().map(Arrays::toString)).doesNotHaveDuplicates();
    }

    @Test
    void allOfALaneLiesBeforeItsEndAndNothingOfAnotherDoes() {
        // Given
        var next = new LaneKey("dev", "e2");
        byte[] end = PendingKey.behind(PendingKey.FIRST_ATTEMPT, LANE);

        // When
        byte[] last = PendingKey.waiting(LANE, Due.first(Long.MAX_VALUE, "ÿ"));
        byte[] theirs = PendingKey.waiting(next, Due.first(0, ""));

        // Then
        assertThat(Arrays.compareUnsigned(last, end)).isNegative();
        assertThat(Arrays.compareUnsigned(end, theirs)).isNegative();
        assertThat(Arrays.compareUnsigned(theirs, PendingKey.last(PendingKey.FIRST_ATTEMPT)))
                .isNegative();
    }
}
