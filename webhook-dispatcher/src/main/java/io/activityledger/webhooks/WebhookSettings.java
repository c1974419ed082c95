package io.activityledger.webhooks;

import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.RegistrySettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.routing.InstanceSettings;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.kit.tracing.TracingSettings;
import io.activityledger.webhooks.delivery.DeliveryLimits;
import io.activityledger.webhooks.delivery.RetrySchedule;
import io.activityledger.webhooks.endpoint.EndpointLimits;
import io.activityledger.webhooks.receiver.AddressSettings;
import io.activityledger.webhooks.receiver.ReceiverLimits;

/// What can be set about this service?
public record WebhookSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        RegistrySettings registry,
        InstanceSettings instance,
        DispatchSettings dispatch,
        EndpointLimits endpoints,
        DeliveryLimits delivery,
        RetrySchedule schedule,
        AddressSettings addresses,
        ReceiverLimits receivers,
        TracingSettings tracing) {

    private static final String PREFIX = "LEDGER_WEBHOOKS";
    private static final InstanceSettings.Prefixes INSTANCE =
            new InstanceSettings.Prefixes("LEDGER", PREFIX + "_INTERNAL", 8282);

    public static WebhookSettings read(SettingsReader reader) {
        return new WebhookSettings(
                KafkaSettings.read(reader, "LEDGER_KAFKA"),
                TopicsSettings.read(reader, "LEDGER_TOPICS"),
                RegistrySettings.read(reader, "LEDGER_REGISTRY"),
                InstanceSettings.read(reader, INSTANCE),
                DispatchSettings.read(reader, PREFIX),
                EndpointLimits.read(reader, PREFIX),
                DeliveryLimits.read(reader, PREFIX),
                RetrySchedule.read(reader, PREFIX),
                AddressSettings.read(reader, PREFIX),
                ReceiverLimits.read(reader, PREFIX),
                TracingSettings.read(reader, "LEDGER"));
    }
}
