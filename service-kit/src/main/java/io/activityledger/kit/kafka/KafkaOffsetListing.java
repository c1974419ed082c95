package io.activityledger.kit.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// [OffsetListing] over Kafka's admin client, which its owner closes.
public final class KafkaOffsetListing implements OffsetListing {

    private final Admin admin;
    private final int timeoutMillis;

    public KafkaOffsetListing(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public void latest(Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream()
                        .collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
        var options = new ListOffsetsOptions().timeoutMs(timeoutMillis);
        var result = admin.listOffsets(asked, options);
        for (TopicPartition partition : partitions) {
            var _ =
                    result.partitionResult(partition)
                            .whenComplete((found, failure) ->
                                    answers.accept(partition, listed(found, failure)));
        }
    }

    private static Listed listed(
            @Nullable ListOffsetsResultInfo found, @Nullable Throwable failure) {
        return found == null
                ? new Failed(String.valueOf(failure))
                : new Found(found.offset(), found.leaderEpoch().orElse(-1));
    }
}
