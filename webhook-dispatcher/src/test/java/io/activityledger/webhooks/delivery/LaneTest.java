package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final LaneKey KEY = new LaneKey("dev", "e1");
    private static final long NOW = 10_000;

    private final Lane lane =
            new Lane(KEY, DeliveryLimits.read(new SettingsReader(Map.of()), "USUAL"));

    @Test
    void firstAttemptsComeBeforeTheRetriesOfAnOutageWhichAreNotForgotten() {
        // Given
        IntStream.range(0, 4).forEach(at -> lane.add(new Due(at, "old" + at, 2)));
        IntStream.range(0, 8).forEach(at -> lane.add(Due.first(5_000 + at, "new" + at)));

        // When
        List<Boolean> firsts = new ArrayList<>();
        Optional<Due> next = lane.next(NOW);
        while (next.isPresent()) {
            firsts.add(next.get().isFirst());
            lane.handOut(next.get(), NOW);
            lane.back(next.get(), NOW);
            next = lane.next(NOW);
        }

        // Then
        assertThat(firsts.subList(0, 8))
                .containsExactly(true, true, true, false, true, true, true, false);
        assertThat(firsts).hasSize(12);
    }

    @Test
    void aLaneEarnsPlacesByAnsweringQuicklyAndLosesThemByHanging() {
        // Given
        IntStream.range(0, 40).forEach(at -> lane.add(Due.first(0, "m" + at)));
        assertThat(handOutAll(NOW)).isEqualTo(4);

        // When
        List.copyOf(lane.out()).forEach(due -> lane.answered(lane.back(due, NOW + 50)));

        // Then
        assertThat(handOutAll(NOW + 50)).isEqualTo(8);
        assertThat(lane.sick(NOW + 1_000)).isFalse();
        assertThat(lane.sick(NOW + 2_100)).isTrue();
        assertThat(lane.countSick(NOW + 2_100)).isEqualTo(8);
        Due oldest = lane.out().iterator().next();
        lane.answered(lane.back(oldest, NOW + 2_100));
        assertThat(lane.countSick(NOW + 2_100)).isEqualTo(-1);
        assertThat(lane.full()).isTrue();
    }

    @Test
    void whoFailsIsLeftAloneUntilAProbeIsAnswered() {
        // Given
        IntStream.range(0, 40).forEach(at -> lane.add(Due.first(0, "m" + at)));
        for (int failure = 0; failure < 5; failure++) {
            Due due = lane.next(NOW).orElseThrow();
            lane.handOut(due, NOW);
            lane.failed(lane.back(due, NOW), NOW);
        }

        // Then
        assertThat(lane.next(NOW)).isEmpty();
        assertThat(lane.nextTurn(NOW)).isEqualTo(NOW + 5_000);
        assertThat(handOutAll(NOW + 5_000)).isEqualTo(1);
        Due probe = lane.out().iterator().next();

        // When
        lane.answered(lane.back(probe, NOW + 5_010));

        // Then
        assertThat(handOutAll(NOW + 5_010)).isEqualTo(2);
    }

    @Test
    void whoAsksForQuietIsNotCalledBefore() {
        // Given
        lane.add(Due.first(0, "m"));

        // When
        lane.quietUntil(NOW + 1_000);

        // Then
        assertThat(lane.next(NOW)).isEmpty();
        assertThat(lane.nextTurn(NOW)).isEqualTo(NOW + 1_000);
        assertThat(lane.next(NOW + 1_000)).isPresent();
    }

    @Test
    void whatADeletedEndpointLeavesIsEndedWhateverTheBreakerSays() {
        // Given
        lane.add(new Due(NOW + Duration.ofDays(1).toMillis(), "m", 7));
        lane.quietUntil(Long.MAX_VALUE);

        // When
        lane.end();

        // Then
        assertThat(lane.next(NOW)).isPresent();
        assertThat(lane.nextTurn(NOW)).isEqualTo(NOW);
    }

    @Test
    void workspacesTakeTurnsHoweverManyLanesOneHas() {
        // Given
        var rota = new Rota();
        IntStream.range(0, 100).forEach(at -> rota.add(new LaneKey("big", "e" + at)));
        rota.add(new LaneKey("small", "e"));
        rota.add(new LaneKey("small", "e"));

        // When
        List<LaneKey> order = new ArrayList<>();
        Optional<LaneKey> next = rota.next();
        while (next.isPresent()) {
            order.add(next.get());
            next = rota.next();
        }

        // Then
        assertThat(order).hasSize(101).doesNotHaveDuplicates();
        assertThat(order.indexOf(new LaneKey("small", "e"))).isEqualTo(1);
        assertThat(Map.of(0, order.getFirst().endpointId(), 1, order.get(2).endpointId()))
                .isEqualTo(Map.of(0, "e0", 1, "e1"));
    }

    private int handOutAll(long now) {
        Optional<Due> next = lane.next(now);
        while (next.isPresent()) {
            lane.handOut(next.get(), now);
            next = lane.next(now);
        }
        return lane.out().size();
    }
}
