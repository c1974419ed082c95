package io.activityledger.webhooks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/// What has a stretch of time cost: processor, collections, and records on each topic?
///
/// @param records by topic, all partitions together
/// @param kibibytes on the broker's disk, of all topics
record Toll(
        Duration cpu,
        Duration collecting,
        long collections,
        Map<String, Long> records,
        long kibibytes) {

    /// All that has been paid so far by this process and on that cluster.
    static Toll soFar(String bootstrapServers) throws Exception {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            return new Toll(
                    cpuSoFar(),
                    Duration.ofMillis(ofCollectors(GarbageCollectorMXBean::getCollectionTime)),
                    ofCollectors(GarbageCollectorMXBean::getCollectionCount),
                    recordsSoFar(admin),
                    bytesSoFar(admin) / 1_024);
        }
    }

    Toll since(Toll before) {
        Map<String, Long> more = new TreeMap<>();
        records.forEach((topic, count) -> {
            long here = count - before.records.getOrDefault(topic, 0L);
            if (here > 0) {
                more.put(topic, here);
            }
        });
        return new Toll(
                cpu.minus(before.cpu),
                collecting.minus(before.collecting),
                collections - before.collections,
                more,
                kibibytes - before.kibibytes);
    }

    private static Duration cpuSoFar() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Duration.ofNanos(system.getProcessCpuTime())
                : Duration.ZERO;
    }

    private static long ofCollectors(ToLongFunction<GarbageCollectorMXBean> figure) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(figure).sum();
    }

    private static Map<String, Long> recordsSoFar(Admin admin) throws Exception {
        var topics = admin.listTopics().names().get(20, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetSpec> asked =
                admin
                        .describeTopics(topics)
                        .allTopicNames()
                        .get(20, TimeUnit.SECONDS)
                        .values()
                        .stream()
                        .flatMap(topic ->
                                topic.partitions().stream()
                                        .map(it ->
                                                new TopicPartition(topic.name(), it.partition())))
                        .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
        Map<String, Long> ends = new TreeMap<>();
        admin.listOffsets(asked)
                .all()
                .get(20, TimeUnit.SECONDS)
                .forEach(
                        (partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
        return ends;
    }

    private static long bytesSoFar(Admin admin) throws Exception {
        var brokers =
                admin.describeCluster().nodes().get(20, TimeUnit.SECONDS).stream()
                        .map(Node::id)
                        .toList();
        return admin
                .describeLogDirs(brokers)
                .allDescriptions()
                .get(20, TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().values().stream())
                .mapToLong(ReplicaInfo::size)
                .sum();
    }

    @Override
    public String toString() {
        return "cpu=%.2f s collections=%d in %.2f s kibibytes=%d records=%s"
                .formatted(
                        cpu.toMillis() / 1_000.0,
                        collections,
                        collecting.toMillis() / 1_000.0,
                        kibibytes,
                        records);
    }
}
