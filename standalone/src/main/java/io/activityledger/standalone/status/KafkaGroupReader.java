package io.activityledger.standalone.status;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// How far have the groups come, and who are their members? Used by one thread.
public final class KafkaGroupReader {

    private static final String TIMELINES = "activity-timelines-v";

    /// How the applications' groups begin, and the topics each works off: their ends tell versions.
    static final Map<String, List<String>> APPLICATIONS =
            Map.of(
                    TIMELINES,
                    List.of("activities", "timeline-links", "references"),
                    "ledger-links",
                    List.of("activities"),
                    "webhook-dispatcher-v",
                    List.of("activities", "webhook-deliveries", "webhook-commands"));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;
    private final List<InstanceStatus.Heard> instances;

    /// @param admin closed by its owner
    /// @param instances that were asked for what they stand by for
    public KafkaGroupReader(Admin admin, List<InstanceStatus> instances) {
        this.admin = admin;
        this.instances =
                instances.stream()
                        .filter(InstanceStatus.Heard.class::isInstance)
                        .map(InstanceStatus.Heard.class::cast)
                        .toList();
    }

    /// How many applications make up the house.
    public static int applications() {
        return APPLICATIONS.size();
    }

    /// Throws a [KafkaException] where the brokers do not say.
    public List<GroupStatus> read() {
        List<String> ours =
                answer(admin.listGroups().all()).stream()
                        .map(GroupListing::groupId)
                        .filter(group -> !topics(group).isEmpty())
                        .toList();
        return answer(admin.describeConsumerGroups(ours).all()).values().stream()
                .sorted(Comparator.comparing(ConsumerGroupDescription::groupId))
                .map(this::status)
                .toList();
    }

    private static List<String> topics(String group) {
        return APPLICATIONS.entrySet().stream()
                .filter(application -> group.startsWith(application.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    private GroupStatus status(ConsumerGroupDescription group) {
        List<TopicPartition> partitions = partitions(topics(group.groupId()));
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(
                        admin.listConsumerGroupOffsets(group.groupId())
                                .partitionsToOffsetAndMetadata());
        Map<TopicPartition, String> owners = owners(group);
        var standing =
                partitions.stream()
                        .map(it ->
                                new PartitionStatus(
                                        it.topic(),
                                        it.partition(),
                                        offset(committed, it),
                                        ends.getOrDefault(it, 0L),
                                        owners.getOrDefault(it, ""),
                                        group.groupId().startsWith(TIMELINES)
                                                ? standbys(it)
                                                : List.of()))
                        .toList();
        var names = group.members().stream().map(KafkaGroupReader::name).distinct().sorted();
        return new GroupStatus(
                group.groupId(), group.groupState().toString(), names.toList(), standing);
    }

    private static long offset(
            Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private List<TopicPartition> partitions(List<String> topics) {
        Map<String, TopicDescription> described =
                answer(admin.describeTopics(topics).allTopicNames());
        return topics.stream()
                .map(described::get)
                .flatMap(topic ->
                        topic.partitions().stream()
                                .map(it -> new TopicPartition(topic.name(), it.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        var asked =
                partitions.stream().collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(asked).all()).forEach((it, at) -> ends.put(it, at.offset()));
        return ends;
    }

    private static Map<TopicPartition, String> owners(ConsumerGroupDescription group) {
        Map<TopicPartition, String> owners = new HashMap<>();
        for (MemberDescription member : group.members()) {
            member.assignment().topicPartitions().forEach(it -> owners.put(it, name(member)));
        }
        return owners;
    }

    /// An instance has a member for each thread; their static ids begin with its name.
    private static String name(MemberDescription member) {
        String id = member.groupInstanceId().orElse(member.clientId()).replaceFirst("-\\d+$", "");
        return id + " at " + member.host().replaceFirst("^/", "");
    }

    private List<String> standbys(TopicPartition partition) {
        return instances.stream()
                .filter(it -> it.standsByFor(partition.topic(), partition.partition()))
                .map(it -> it.address().getAuthority())
                .toList();
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new KafkaException(String.valueOf(failure.getCause()), failure);
        } catch (TimeoutException late) {
            throw new KafkaException("the brokers did not answer in " + PATIENCE, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", stopped);
        }
    }
}
