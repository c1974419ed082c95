package io.activityledger.timeline.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.routing.Owner;
import io.activityledger.timeline.query.RoutingLimits;
import io.activityledger.timeline.query.TimelineOwners;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class FanoutTest {

    private static final Owner.There BOB = new Owner.There("bob", 1);
    private static final RoutingLimits LIMITS =
            new RoutingLimits(
                    Duration.ofMillis(200),
                    Duration.ofMillis(50),
                    Duration.ofMillis(1),
                    Duration.ofMillis(4),
                    Duration.ofMillis(50),
                    Duration.ofMillis(50));

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private int refusals;

    @Test
    void eachInstanceIsAskedOnceForAllThatItOwns() {
        // When
        Share<Integer> share = fanout(partition -> partition % 2 == 0 ? new Owner.Here() : BOB);

        // Then
        assertThat(asked).containsExactlyInAnyOrder("here [0, 2]", "bob [1, 3]");
        assertThat(parts(share)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aPartitionWithoutAnOwnerLeavesNoAnswerAtAll() {
        // When
        Share<Integer> share =
                fanout(partition -> partition == 3 ? new Owner.Nobody() : new Owner.Here());

        // Then
        assertThat(share).isInstanceOf(Share.NotHeld.class);
    }

    @Test
    void onlyWhatIsMissingIsAskedForAgain() {
        // Given
        refusals = 2;

        // When
        Share<Integer> share = fanout(partition -> partition == 0 ? BOB : new Owner.Here());

        // Then
        assertThat(parts(share)).containsExactly(0, 1, 2, 3);
        assertThat(asked)
                .containsExactlyInAnyOrder("here [1, 2, 3]", "bob [0]", "bob [0]", "bob [0]");
    }

    private Share<Integer> fanout(Owners owners) {
        var fanout = new Fanout(owners, LIMITS, _ -> {}, 4);
        return fanout.ask(
                new Shares<>() {
                    @Override
                    public Share<Integer> here(Set<Integer> partitions) {
                        asked.add("here " + new TreeSet<>(partitions));
                        return new Share.Held<>(List.copyOf(partitions));
                    }

                    @Override
                    public Share<Integer> there(
                            Owner.There peer, Set<Integer> partitions, Duration patience) {
                        asked.add(peer.host() + " " + new TreeSet<>(partitions));
                        return refusals-- > 0
                                ? new Share.NotHeld<>("restoring")
                                : new Share.Held<>(List.copyOf(partitions));
                    }
                });
    }

    private static SortedSet<Integer> parts(Share<Integer> share) {
        return switch (share) {
            case Share.Held<Integer>(var parts) -> new TreeSet<>(parts);
            case Share.NotHeld<Integer> _ -> Collections.emptySortedSet();
        };
    }

    @FunctionalInterface
    private interface Owners extends TimelineOwners {

        @Override
        default List<Owner> standbysOf(int partition) {
            return List.of();
        }

        @Override
        default void forget() {}
    }
}
