package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// How do deliveries reach whoever makes them?
///
/// ```
/// [webhook-deliveries] ─▶ deliver ─▶ (receivers; attempts and dead letters by producers of their own)
/// [webhook-commands] ──────▶ └ pending   what waits, what has ended; with a changelog
/// ```
public final class DeliveryTopology {

    private static final String SOURCE = "deliveries-source";
    private static final String COMMANDS = "commands-source";
    private static final String DELIVER = "deliver";

    private final DeliveryParts shared;

    public DeliveryTopology(DeliveryParts shared) {
        this.shared = shared;
    }

    public void addTo(Topology topology) {
        topology.addSource(
                        SOURCE,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.WEBHOOK_DELIVERIES.name())
                .addSource(
                        COMMANDS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.WEBHOOK_COMMANDS.name())
                .addProcessor(DELIVER, () -> new DeliveryProcessor(shared), SOURCE, COMMANDS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(PendingStore.NAME),
                                        Serdes.ByteArray(),
                                        Serdes.ByteArray())
                                .withCachingDisabled(),
                        DELIVER);
    }
}
