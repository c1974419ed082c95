package io.activityledger.kit.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.routing.Owner.Here;
import io.activityledger.kit.routing.Owner.Nobody;
import io.activityledger.kit.routing.Owner.There;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class PartitionOwnersTest {

    private static final HostInfo SELF = new HostInfo("10.0.0.1", 9001);
    private static final HostInfo OTHER = new HostInfo("10.0.0.2", 9001);
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);
    private static final TopicPartition P2 = new TopicPartition("t", 2);

    private Collection<StreamsMetadata> metadata =
            List.of(
                    new Client(SELF, Set.of(P0), Set.of(P1)),
                    new Client(OTHER, Set.of(P1), Set.of(P0)),
                    new Client(HostInfo.unavailable(), Set.of(P2), Set.of()));

    private final PartitionOwners owners =
            new PartitionOwners(() -> metadata, SELF, Duration.ofDays(1));

    @Test
    void aPartitionIsHereOrThereOrNowhere() {
        assertThat(owners.ownerOf(P0)).isEqualTo(new Here());
        assertThat(owners.ownerOf(P1)).isEqualTo(new There("10.0.0.2", 9001));
        assertThat(owners.ownerOf(P2)).isEqualTo(new Nobody());
        assertThat(owners.standbysOf(P0)).containsExactly(new There("10.0.0.2", 9001));
        assertThat(owners.standbysOf(P2)).isEmpty();
        assertThat(owners.instances())
                .containsExactlyInAnyOrder(new Here(), new There("10.0.0.2", 9001));
    }

    @Test
    void aRebalanceShowsOnceTheOldAssignmentIsForgotten() {
        // Given
        owners.ownerOf(P1);
        metadata = List.of(new Client(SELF, Set.of(P0, P1), Set.of()));
        Owner remembered = owners.ownerOf(P1);
        // When
        owners.forget();
        // Then
        assertThat(remembered).isEqualTo(new There("10.0.0.2", 9001));
        assertThat(owners.ownerOf(P1)).isEqualTo(new Here());
    }

    @Test
    void beforeTheApplicationRunsNobodyOwnsAnything() {
        // Given
        var early =
                new PartitionOwners(
                        () -> {
                            throw new IllegalStateException("not running");
                        },
                        SELF,
                        Duration.ofDays(1));
        // Then
        assertThat(early.ownerOf(P0)).isEqualTo(new Nobody());
    }

    private record Client(
            HostInfo hostInfo,
            Set<TopicPartition> topicPartitions,
            Set<TopicPartition> standbyTopicPartitions)
            implements StreamsMetadata {

        @Override
        public Set<String> stateStoreNames() {
            return Set.of();
        }

        @Override
        public Set<String> standbyStateStoreNames() {
            return Set.of();
        }

        @Override
        public String host() {
            return hostInfo.host();
        }

        @Override
        public int port() {
            return hostInfo.port();
        }
    }
}
