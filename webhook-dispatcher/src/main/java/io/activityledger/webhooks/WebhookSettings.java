package io.activityledger.webhooks;

import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.webhooks.delivery.DeliveryLimits;
import io.activityledger.webhooks.delivery.RetrySchedule;
import io.activityledger.webhooks.endpoint.EndpointLimits;
import io.activityledger.webhooks.receiver.AddressSettings;
import io.activityledger.webhooks.receiver.ReceiverLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What can be set about this service?
///
/// @param dataDirectory holds only what can be read again from Kafka
/// @param internal where other instances ask
/// @param advertised `host:port` at which they reach it; empty for where `internal` listens
/// @param instanceId stays the same over restarts; empty for the advertised address
/// @param secrets the current one first, then those still accepted
public record WebhookSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        URI registry,
        Path dataDirectory,
        HttpServerSettings internal,
        String advertised,
        String instanceId,
        List<Secret> secrets,
        DispatchSettings dispatch,
        EndpointLimits endpoints,
        DeliveryLimits delivery,
        RetrySchedule schedule,
        AddressSettings addresses,
        ReceiverLimits receivers) {

    private static final String PREFIX = "LEDGER_WEBHOOKS";
    private static final int INTERNAL_PORT = 8282;

    public WebhookSettings {
        secrets = List.copyOf(secrets);
    }

    public static WebhookSettings read(SettingsReader reader) {
        return new WebhookSettings(
                KafkaSettings.read(reader, "LEDGER_KAFKA"),
                TopicsSettings.read(reader, "LEDGER_TOPICS"),
                reader.uri(
                        "LEDGER_REGISTRY_URL",
                        URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
                        "Schema registry, as Confluent's clients are told it."),
                reader.path(
                        "LEDGER_DATA_DIR",
                        Path.of(".ledger"),
                        "Where copies of what waits lie; each instance has its own."),
                HttpServerSettings.read(reader, PREFIX + "_INTERNAL", INTERNAL_PORT),
                advertised(reader),
                reader.text(
                        "LEDGER_INSTANCE_ID",
                        "",
                        "Name of this instance, the same after a restart; by default its advertised address."),
                secrets(reader),
                DispatchSettings.read(reader, PREFIX),
                EndpointLimits.read(reader, PREFIX),
                DeliveryLimits.read(reader, PREFIX),
                RetrySchedule.read(reader, PREFIX),
                AddressSettings.read(reader, PREFIX),
                ReceiverLimits.read(reader, PREFIX));
    }

    private static String advertised(SettingsReader reader) {
        String name = PREFIX + "_INTERNAL_ADVERTISED";
        String address =
                reader.text(
                        name,
                        "",
                        "Where other instances reach the internal port, as host:port; by default where it listens.");
        if (!address.isEmpty() && !address.matches(".+:\\d{1,5}")) {
            reader.reject("%s is '%s': it must be host:port.".formatted(name, address));
        }
        return address;
    }

    private static List<Secret> secrets(SettingsReader reader) {
        Secret current =
                reader.secret(
                        "LEDGER_SECRET", "The house's secret: all its services have the same.");
        Optional<Secret> previous =
                reader.optionalSecret(
                        "LEDGER_SECRET_PREVIOUS", "The secret before it, still accepted.");
        return Stream.concat(Stream.of(current), previous.stream()).toList();
    }
}
