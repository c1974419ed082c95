package io.activityledger.timeline;

import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/// Which versions of the projection are there? Each is a Streams application of its own over the
/// same topics, so what is known of them stands in Kafka's groups alone:
///
/// ```
/// proposed:   its group has offsets, one below the ends of the log as they were then
/// caught up:  its group has committed the ends of the log as they are asked for now
/// retired:    its group is gone
/// ```
///
/// What lies below a proposed version's offsets is restored, which is several times as fast as
/// processing and lays no record among the dead letters again; the last record of each partition is
/// processed, and by its commit everybody sees that the partition stands.
///
/// Any thread may ask; throws [KafkaException] where the brokers do not answer.
public final class KafkaVersions {

    /// How the names of all applications begin that build timelines, whatever the form of their
    /// rows.
    static final String ALL_FORMATS = "activity-timelines-v";

    private static final String FURTHER = "-r";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Admin> admin;

    public KafkaVersions(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /// How many partitions with records there are, and how many of them a version has caught up
    /// with.
    public record Catching(int partitions, int caughtUp) {

        public boolean done() {
            return caughtUp == partitions;
        }
    }

    /// The first version bears the application's own name.
    public static String applicationId(int version) {
        String first = TimelineProjector.APPLICATION_ID;
        return version == 1 ? first : first + FURTHER + version;
    }

    /// The numbers of those that have a group, the lowest first.
    public NavigableSet<Integer> known() {
        String first = TimelineProjector.APPLICATION_ID;
        var known = new TreeSet<Integer>();
        for (GroupListing group : answer(admin.get().listGroups().all())) {
            String id = group.groupId();
            if (id.equals(first)) {
                known.add(1);
            } else if (id.matches(first + FURTHER + "[1-9]\\d{0,8}")) {
                known.add(Integer.valueOf(id.substring(first.length() + FURTHER.length())));
            }
        }
        return known;
    }

    /// Whether a release with another form of rows has run here.
    boolean otherFormats() {
        return answer(admin.get().listGroups().all()).stream()
                .map(GroupListing::groupId)
                .anyMatch(id ->
                        id.startsWith(ALL_FORMATS)
                                && !id.startsWith(TimelineProjector.APPLICATION_ID));
    }

    public boolean exists(int version) {
        return !committed(version).isEmpty();
    }

    /// From now on every instance builds that version beside the one it serves.
    public void propose(int version) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends(sources())
                .forEach((place, end) -> {
                    // Of a compacted topic the last record may be gone: nothing is asked of it.
                    boolean dense = isKeptWhole(place.topic());
                    offsets.put(place, new OffsetAndMetadata(dense ? Math.max(0, end - 1) : end));
                });
        String group = applicationId(version);
        answer(admin.get().alterConsumerGroupOffsets(group, offsets).all());
    }

    /// How far a version is, against the log as it ends now.
    public Catching catching(int version) {
        Map<TopicPartition, Long> ends =
                ends(sources().stream().filter(KafkaVersions::isKeptWhole).toList());
        Map<TopicPartition, OffsetAndMetadata> committed = committed(version);
        long partitions = ends.values().stream().filter(end -> end > 0).count();
        long caughtUp =
                ends.entrySet().stream()
                        .filter(end -> end.getValue() > 0)
                        .filter(end -> {
                            OffsetAndMetadata now = committed.get(end.getKey());
                            return now != null && now.offset() >= end.getValue();
                        })
                        .count();
        return new Catching((int) partitions, (int) caughtUp);
    }

    /// How many threads of instances share in a version; 0 where it has no group.
    public int members(int version) {
        try {
            String group = applicationId(version);
            return answer(admin.get().describeConsumerGroups(List.of(group)).all())
                    .values()
                    .stream()
                    .mapToInt(it -> it.members().size())
                    .sum();
        } catch (KafkaException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw failure;
        }
    }

    /// Forgets a version that nobody shares in any more; whether it is forgotten.
    public boolean retire(int version) {
        try {
            answer(admin.get().deleteConsumerGroups(List.of(applicationId(version))).all());
            return true;
        } catch (KafkaException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            if (failure.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw failure;
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(int version) {
        String group = applicationId(version);
        try {
            return answer(
                            admin.get()
                                    .listConsumerGroupOffsets(group)
                                    .partitionsToOffsetAndMetadata())
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getValue() != null)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        } catch (KafkaException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw failure;
        }
    }

    /// Of a compacted topic the last record may be gone: nothing is asked of it.
    private static boolean isKeptWhole(String topic) {
        return !topic.equals(Topics.REFERENCES.name());
    }

    /// The topics that a projection is made of.
    private static List<String> sources() {
        return List.of(
                Topics.ACTIVITIES.name(), Topics.TIMELINE_LINKS.name(), Topics.REFERENCES.name());
    }

    private Map<TopicPartition, Long> ends(List<String> topics) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic :
                answer(admin.get().describeTopics(topics).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(it ->
                            asked.put(
                                    new TopicPartition(topic.name(), it.partition()),
                                    OffsetSpec.latest()));
        }
        Map<TopicPartition, ListOffsetsResultInfo> found =
                answer(admin.get().listOffsets(asked).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new KafkaException(String.valueOf(failure.getMessage()), failure.getCause());
        } catch (TimeoutException slow) {
            throw new KafkaException("the brokers did not answer in time", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", stopped);
        }
    }
}
