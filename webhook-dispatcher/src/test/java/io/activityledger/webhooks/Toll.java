package io.activityledger.webhooks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// What has a stretch of time cost: processor, collections, and records on each topic?
///
/// @param records by topic, all partitions together
record Toll(Duration cpu, Duration collecting, Map<String, Long> records) {

    /// All that has been paid so far by this process and on that cluster.
    static Toll soFar(String bootstrapServers) throws Exception {
        return new Toll(cpuSoFar(), collectingSoFar(), recordsSoFar(bootstrapServers));
    }

    Toll since(Toll before) {
        Map<String, Long> more = new TreeMap<>();
        records.forEach((topic, count) -> {
            long here = count - before.records.getOrDefault(topic, 0L);
            if (here > 0) {
                more.put(topic, here);
            }
        });
        return new Toll(cpu.minus(before.cpu), collecting.minus(before.collecting), more);
    }

    private static Duration cpuSoFar() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Duration.ofNanos(system.getProcessCpuTime())
                : Duration.ZERO;
    }

    private static Duration collectingSoFar() {
        return Duration.ofMillis(
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum());
    }

    private static Map<String, Long> recordsSoFar(String bootstrapServers) throws Exception {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
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
                                                    new TopicPartition(
                                                            topic.name(), it.partition())))
                            .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
            Map<String, Long> ends = new TreeMap<>();
            admin.listOffsets(asked)
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .forEach((partition, end) ->
                            ends.merge(partition.topic(), end.offset(), Long::sum));
            return ends;
        }
    }

    @Override
    public String toString() {
        return "cpu=%.2f s collecting=%.2f s records=%s"
                .formatted(cpu.toMillis() / 1_000.0, collecting.toMillis() / 1_000.0, records);
    }
}
