package io.activityledger.webhooks;

import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.routing.InstanceSettings;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.webhooks.delivery.DeliveryLimits;
import io.activityledger.webhooks.delivery.RetrySchedule;
import io.activityledger.webhooks.endpoint.EndpointLimits;
import io.activityledger.webhooks.receiver.AddressSettings;
import io.activityledger.webhooks.receiver.ReceiverLimits;
import java.net.URI;

/// What can be set about this service?
public record WebhookSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        URI registry,
        InstanceSettings instance,
        DispatchSettings dispatch,
        EndpointLimits endpoints,
        DeliveryLimits delivery,
        RetrySchedule schedule,
        AddressSettings addresses,
        ReceiverLimits receivers) {

    private static final String PREFIX = "LEDGER_WEBHOOKS";
    private static final InstanceSettings.Prefixes INSTANCE =
            new InstanceSettings.Prefixes("LEDGER", PREFIX + "_INTERNAL", 8282);

    public static WebhookSettings read(SettingsReader reader) {
        return new WebhookSettings(
                KafkaSettings.read(reader, "LEDGER_KAFKA"),
                TopicsSettings.read(reader, "LEDGER_TOPICS"),
                reader.uri(
                        "LEDGER_REGISTRY_URL",
                        URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
                        "Schema registry, as Confluent's clients are told it."),
                InstanceSettings.read(reader, INSTANCE),
                DispatchSettings.read(reader, PREFIX),
                EndpointLimits.read(reader, PREFIX),
                DeliveryLimits.read(reader, PREFIX),
                RetrySchedule.read(reader, PREFIX),
                AddressSettings.read(reader, PREFIX),
                ReceiverLimits.read(reader, PREFIX));
    }
}
