package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.KafkaStreamsRun;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.timeline.links.LinksTopology;
import io.activityledger.timeline.projection.KafkaStoreMemory;
import io.activityledger.timeline.projection.RocksMemory;
import io.micrometer.core.instrument.Counter;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// Are further subjects' copies written here? `ledger-links`, beside the projection and in its
/// memory, and yet an application of its own.
///
/// Started and closed by whoever starts the service; asked by any thread.
final class KafkaLinks implements AutoCloseable {

    private final RecordJudge judge;
    private final KafkaStreamsRun run;

    KafkaLinks(
            RecordJudge judge,
            KafkaStreamsRun.Pace pace,
            KafkaClientProperties clients,
            Counter failures) {
        this.judge = judge;
        this.run = new KafkaStreamsRun(clients, pace, failures::increment);
    }

    void start(StreamsIdentity identity, RocksMemory memory) {
        Map<String, Object> properties = new HashMap<>(KafkaStoreMemory.properties(memory));
        // A link that expired while later ones went out would be missing below an origin that
        // readers take for applied: so none expires.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                Integer.MAX_VALUE);
        run.start(
                new KafkaStreamsRun.Application(
                        new LinksTopology(judge).build(), properties, _ -> {}, memory::close),
                identity);
    }

    Readiness.State readiness() {
        return run.readiness();
    }

    @Override
    public void close() {
        run.close();
    }
}
