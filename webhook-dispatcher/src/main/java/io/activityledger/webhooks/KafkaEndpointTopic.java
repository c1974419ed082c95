package io.activityledger.webhooks;

import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Topics;
import io.activityledger.webhooks.endpoint.EndpointLimits;
import io.activityledger.webhooks.endpoint.EndpointSecrets;
import io.activityledger.webhooks.endpoint.KafkaEndpointLog;
import io.activityledger.webhooks.endpoint.KafkaEndpoints;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/// How is `webhook-endpoints` written and read?
///
/// @param name stands before the names of the clients
record KafkaEndpointTopic(
        KafkaClientProperties kafka,
        String name,
        HttpSchemaRegistryClient registry,
        EndpointLimits limits) {

    KafkaEndpointLog log() {
        var codec = new FactCodec(Topics.WEBHOOK_ENDPOINTS, registry);
        return new KafkaEndpointLog(
                () -> new KafkaProducer<>(kafka.producer(name + "-endpoint-log")),
                () -> codec.writer()::encode,
                limits);
    }

    KafkaEndpoints copy(EndOffsets ends, EndpointSecrets secrets) {
        var source =
                new KafkaEndpoints.Source(
                        () -> new KafkaConsumer<>(kafka.consumer(name + "-endpoints")),
                        new FactCodec(Topics.WEBHOOK_ENDPOINTS, registry),
                        ends);
        return new KafkaEndpoints(source, secrets, limits.catchUpWithin());
    }
}
