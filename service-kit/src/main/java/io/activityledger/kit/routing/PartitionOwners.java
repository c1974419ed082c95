package io.activityledger.kit.routing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;

/// Which instance of a Streams application owns a partition, and which ones stand by for it?
///
/// Answers come from the assignment this instance saw last, kept for a short while; call [#forget]
/// from the state listener so that a rebalance shows at once. The answer is a hint: the instance
/// that is asked decides whether it serves. Safe for any thread; a race reads the metadata twice.
public final class PartitionOwners {

    private final Supplier<? extends Collection<StreamsMetadata>> metadata;
    private final HostInfo self;
    private final Duration kept;

    private volatile Assignment latest = new Assignment(Map.of(), Map.of(), Set.of(), 0, false);

    /// Owners as some source of metadata tells them, seen from one instance.
    ///
    /// @param self the `application.server` of this instance
    /// @param kept how long one reading of the metadata is used
    public PartitionOwners(
            Supplier<? extends Collection<StreamsMetadata>> metadata,
            HostInfo self,
            Duration kept) {
        this.metadata = metadata;
        this.self = self;
        this.kept = kept;
    }

    public static PartitionOwners of(KafkaStreams streams, HostInfo self, Duration kept) {
        return new PartitionOwners(streams::metadataForAllStreamsClients, self, kept);
    }

    public Owner ownerOf(TopicPartition partition) {
        return current().active.getOrDefault(partition, new Owner.Nobody());
    }

    /// Who can answer for a partition when its owner cannot: [Owner.Here] or [Owner.There] each.
    public List<Owner> standbysOf(TopicPartition partition) {
        return current().standby.getOrDefault(partition, List.of());
    }

    /// The instances of the application, this one included.
    public Set<Owner> instances() {
        return current().instances;
    }

    /// Drops what is remembered: the next question reads the metadata anew.
    public void forget() {
        latest = new Assignment(Map.of(), Map.of(), Set.of(), 0, false);
    }

    private Assignment current() {
        Assignment known = latest;
        long now = System.nanoTime();
        if (known.known && now - known.readAt < kept.toNanos()) {
            return known;
        }
        Assignment read = read(now);
        latest = read;
        return read;
    }

    private Assignment read(long now) {
        var active = new HashMap<TopicPartition, Owner>();
        var standby = new HashMap<TopicPartition, List<Owner>>();
        var instances = new HashSet<Owner>();
        for (StreamsMetadata client : clients()) {
            if (client.hostInfo().equals(HostInfo.unavailable())) {
                continue;
            }
            Owner owner = ownerAt(client.hostInfo());
            instances.add(owner);
            client.topicPartitions().forEach(partition -> active.put(partition, owner));
            client.standbyTopicPartitions()
                    .forEach(partition -> standby.merge(partition, List.of(owner), this::joined));
        }
        return new Assignment(
                Map.copyOf(active), Map.copyOf(standby), Set.copyOf(instances), now, true);
    }

    private Collection<StreamsMetadata> clients() {
        try {
            return metadata.get();
        } catch (StreamsNotStartedException notYet) {
            return List.of();
        } catch (IllegalStateException | StreamsException notRunning) {
            return List.of();
        }
    }

    private Owner ownerAt(HostInfo host) {
        return host.equals(self) ? new Owner.Here() : new Owner.There(host.host(), host.port());
    }

    private List<Owner> joined(List<Owner> some, List<Owner> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private record Assignment(
            Map<TopicPartition, Owner> active,
            Map<TopicPartition, List<Owner>> standby,
            Set<Owner> instances,
            long readAt,
            boolean known) {}
}
