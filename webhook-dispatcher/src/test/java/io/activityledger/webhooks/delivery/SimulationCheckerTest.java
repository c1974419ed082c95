package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.webhooks.delivery.SimulatedReceiver.Mode;
import io.activityledger.webhooks.delivery.SimulatedReceiver.Promise;
import io.activityledger.webhooks.delivery.SimulatedReceiver.Spell;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/// Would simulated days notice a gate that is open? Each of these lets the house believe less than
/// the checker expects: the same crowd passes once it is told.
class SimulationCheckerTest {

    private static final Promise IN_ORDER =
            new Promise(Ordering.PER_SUBJECT, Pace.UNLIMITED, SimulatedHold.PLACES_EACH);
    private static final Promise THREE_A_SECOND =
            new Promise(Ordering.NONE, 3, SimulatedHold.PLACES_EACH);
    private static final Promise TWO_AT_A_TIME = new Promise(Ordering.NONE, Pace.UNLIMITED, 2);

    private static final int CROWD = 40;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    @Test
    void orderThatIsNotKeptIsNoticed() {
        LongFunction<List<Spell>> fails =
                now -> List.of(new Spell(now, now + MINUTE, Mode.FAILING));

        assertThatThrownBy(() -> crowd(IN_ORDER, Promise.USUAL, fails))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("before an earlier one of its subject has ended");
        assertThatCode(() -> crowd(IN_ORDER, IN_ORDER, fails)).doesNotThrowAnyException();
    }

    @Test
    void aRateThatIsNotKeptIsNoticed() {
        assertThatThrownBy(() -> crowd(THREE_A_SECOND, Promise.USUAL, _ -> List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("more calls a second than");
        assertThatCode(() -> crowd(THREE_A_SECOND, THREE_A_SECOND, _ -> List.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void aCapThatIsNotKeptIsNoticed() {
        assertThatThrownBy(() -> crowd(TWO_AT_A_TIME, Promise.USUAL, _ -> List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("more calls at a time than");
        assertThatCode(() -> crowd(TWO_AT_A_TIME, TWO_AT_A_TIME, _ -> List.of()))
                .doesNotThrowAnyException();
    }

    /// As many deliveries as a receiver may not have at once, within a moment, and all that comes
    /// of them.
    private static void crowd(Promise expected, Promise set, LongFunction<List<Spell>> spells) {
        var dice = new Random(11);
        var house = new SimulatedHouse(dice);
        var time = house.time();
        var receiver =
                new SimulatedReceiver(
                        new LaneKey("w0", "e0"), spells.apply(time.now()), expected, set, dice);
        house.add(receiver);
        for (int at = 0; at < CROWD; at++) {
            time.in(dice.nextInt(100), () -> house.append(receiver));
        }
        long end = time.now() + Duration.ofDays(1).toMillis();
        boolean more = true;
        while (more) {
            more = time.step(end);
        }
        house.mustEndEmpty();
    }
}
