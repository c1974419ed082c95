package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.testkit.Randomly;
import io.activityledger.webhooks.endpoint.EndpointSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Does a lane keep to what its endpoint has been set to?
class LaneSettingsTest {

    private static final DeliveryLimits LIMITS =
            DeliveryLimits.read(new SettingsReader(Map.of()), "USUAL");

    private final Lane lane = new Lane(new LaneKey("dev", "e1"), LIMITS);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100, 1_000})
    void inNoSecondMoreStartThanItsRateAndATenth(int rate) {
        // Given
        var pace = new Pace();
        pace.limit(rate);

        // When
        List<Long> starts = new ArrayList<>();
        for (long now = 1_000_000; now < 1_010_000; now++) {
            while (pace.mayStartAt() <= now) {
                pace.started(now);
                starts.add(now);
            }
        }

        // Then
        assertThat(starts).hasSizeBetween(rate * 10 - 1, rate * 10 + Math.max(1, rate / 10));
        for (long from : starts) {
            long within = starts.stream().filter(it -> it >= from && it < from + 1_000).count();
            assertThat(within).isLessThanOrEqualTo(rate + Math.max(1, rate / 10));
        }
    }

    @Test
    void aPausedLaneDoesNotSaveUpItsTurns() {
        Randomly.runs(
                100,
                randomly -> {
                    // Given
                    var pace = new Pace();
                    pace.limit(50);
                    pace.started(1_000);

                    // When
                    long later = 2_000L + randomly.number(0, 1_000_000);
                    int started = 0;
                    while (pace.mayStartAt() <= later) {
                        pace.started(later);
                        started++;
                    }

                    // Then
                    assertThat(started).isEqualTo(5);
                });
    }

    @Test
    void aLaneWaitsForItsPaceEvenWhenItHasBeenEmptyMeanwhile() {
        // Given
        lane.heed(settings(2, null));
        lane.add(Due.first(0, "m1"));
        Due first = lane.next(10_000).orElseThrow();
        lane.handOut(first, 10_000);
        lane.answered(lane.back(first, 10_005));

        // When
        long visit = lane.nextTurn(10_005);
        lane.add(Due.first(0, "m2"));

        // Then
        assertThat(visit).isEqualTo(10_500);
        assertThat(lane.next(10_499)).isEmpty();
        assertThat(lane.nextTurn(10_005)).isEqualTo(10_500);
        assertThat(lane.next(10_500)).isPresent();
    }

    @Test
    void anEmptyLaneIsForgottenOnceItsPaceIsAtRest() {
        // Given
        var lanes = new Lanes(LIMITS);
        Lane mine = lanes.of(new LaneKey("dev", "e2"));
        mine.heed(settings(2, null));
        mine.handOut(Due.first(0, "m1"), 10_000);
        mine.back(Due.first(0, "m1"), 10_005);

        // When
        lanes.visitAt(mine, mine.nextTurn(10_005));
        int before = lanes.all().size();
        lanes.visitAt(mine, mine.nextTurn(10_500));

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(lanes.all()).isEmpty();
    }

    @Test
    void aLaneWithARateKeepsNoQueueBeforeItsPlaces() {
        // Given
        IntStream.range(0, 200).forEach(at -> lane.add(Due.first(0, "m" + at)));
        lane.heed(settings(1_000, 2));

        // When
        int out = handOutAll(10_000);

        // Then
        assertThat(out).isEqualTo(2);
    }

    @Test
    void placesChangeWhileSomeAreTaken() {
        // Given
        lane.heed(settings(null, 5));
        assertThat(lane.places().tryAcquire(5)).isTrue();

        // When
        lane.heed(settings(null, 2));
        lane.places().release(3);
        boolean tooMany = lane.places().tryAcquire();
        lane.places().release(2);

        // Then
        assertThat(tooMany).isFalse();
        assertThat(lane.places().availablePermits()).isEqualTo(2);
        lane.heed(EndpointSettings.usual());
        assertThat(lane.places().availablePermits()).isEqualTo(LIMITS.inFlightPerEndpoint());
    }

    private int handOutAll(long now) {
        Optional<Due> next = lane.next(now);
        while (next.isPresent()) {
            lane.handOut(next.get(), now);
            next = lane.next(now);
        }
        return lane.out().size();
    }

    static EndpointSettings settings(Integer rate, Integer maxInFlight) {
        EndpointSettings usual = EndpointSettings.usual();
        return new EndpointSettings(
                usual.filter(), rate, maxInFlight, usual.ordering(), usual.headers(), null, null);
    }
}
