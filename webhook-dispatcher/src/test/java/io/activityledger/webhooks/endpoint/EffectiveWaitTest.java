package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.routing.Owner;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EffectiveWaitTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Owner.Here HERE = new Owner.Here();
    private static final Owner.There BOB = new Owner.There("bob", 1);
    private static final Owner.There EVE = new Owner.There("eve", 2);
    private static final AppliedFacts AT_ONCE = (_, _) -> true;

    private final Queue<Long> asked = new ConcurrentLinkedQueue<>();

    @Test
    void aFactThatAllInstancesHaveAppliedCountsNow() {
        // When
        Effect effect =
                wait(AT_ONCE, Set.of(HERE, BOB, EVE), (_, offset, _) -> asked.add(offset), LONG)
                        .await(41);

        // Then
        assertThat(effect).isEqualTo(Effect.NOW);
        assertThat(asked).containsExactly(41L, 41L);
    }

    @Test
    void oneInstanceThatDoesNotConfirmMakesItPending() {
        // When
        Effect effect =
                wait(AT_ONCE, Set.of(HERE, BOB, EVE), (peer, _, _) -> !peer.equals(EVE), LONG)
                        .await(41);

        // Then
        assertThat(effect).isEqualTo(Effect.PENDING);
    }

    @Test
    void thisInstanceMustHaveAppliedItToo() {
        // When
        Effect effect = wait((_, _) -> false, Set.of(HERE), (_, _, _) -> true, LONG).await(41);

        // Then
        assertThat(effect).isEqualTo(Effect.PENDING);
    }

    @Test
    void whileNobodyKnowsWhoMatchesNothingIsPromised() {
        // When
        Effect effect = wait(AT_ONCE, Set.of(), (_, _, _) -> true, LONG).await(41);

        // Then
        assertThat(effect).isEqualTo(Effect.PENDING);
    }

    @Test
    void allInstancesAreAskedAtOnce() {
        // Given
        var together = new CyclicBarrier(3);
        AppliedFacts here = (_, _) -> met(together);

        // When
        Effect effect =
                wait(here, Set.of(HERE, BOB, EVE), (_, _, _) -> met(together), LONG).await(41);

        // Then
        assertThat(effect).isEqualTo(Effect.NOW);
    }

    @Test
    void anInstanceThatHangsIsWaitedForNoLongerThanTheLimit() {
        // Given
        var never = new CountDownLatch(1);

        // When
        Effect effect =
                wait(AT_ONCE, Set.of(HERE, BOB), (_, _, _) -> arrived(never), SHORT).await(41);

        // Then
        assertThat(effect).isEqualTo(Effect.PENDING);
    }

    private static EffectiveWait wait(
            AppliedFacts here, Set<Owner> live, Confirmations peers, Duration limit) {
        return new EffectiveWait(here, () -> live, peers, limit);
    }

    private static boolean met(CyclicBarrier together) {
        try {
            together.await(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception alone) {
            return false;
        }
    }

    private static boolean arrived(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            return false;
        }
    }
}
