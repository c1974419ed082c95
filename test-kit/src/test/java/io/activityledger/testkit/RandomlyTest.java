package io.activityledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomlyTest {

    @Test
    void theSameSeedThrowsTheSame() {
        // Given
        var first = Randomly.seeded(7);
        var second = Randomly.seeded(7);

        // When
        var throwsOfFirst = first.listOf(50, () -> first.number(1, 6));
        var throwsOfSecond = second.listOf(50, () -> second.number(1, 6));

        // Then
        assertThat(throwsOfFirst)
                .isEqualTo(throwsOfSecond)
                .allMatch(pips -> pips >= 1 && pips <= 6);
    }

    @Test
    void aFailureNamesItsSeed() {
        // Given
        var seeds = new ArrayList<Long>();

        // When
        assertThatThrownBy(() ->
                        Randomly.runs(
                                3,
                                randomly -> {
                                    seeds.add(randomly.seed());
                                    throw new IllegalStateException("it broke");
                                }))

                // Then
                .hasMessageContaining("it broke")
                .hasMessageContaining("-Dseed=" + seeds.getFirst());
        assertThat(seeds).hasSize(1);
    }

    @Test
    void shufflingLosesNothing() {
        // Given
        var cards = List.of("a", "b", "c", "d");

        // When
        var shuffled = Randomly.seeded(3).shuffled(cards);

        // Then
        assertThat(shuffled).containsExactlyInAnyOrderElementsOf(cards);
    }
}
