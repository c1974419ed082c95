package io.activityledger.kit.routing;

import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who is this instance of a service, where do the others reach it, and where are its own things?
///
/// @param dataDirectory holds only what can be read again from Kafka
/// @param internal where other instances ask
/// @param advertised `host:port` at which they reach it; empty for where `internal` listens
/// @param id stays the same over restarts; empty for the advertised address
/// @param secrets the current one first, then those still accepted
public record InstanceSettings(
        Path dataDirectory,
        HttpServerSettings internal,
        String advertised,
        String id,
        List<Secret> secrets) {

    public InstanceSettings {
        secrets = List.copyOf(secrets);
    }

    /// Under which prefixes do they stand, and which internal port is usual?
    ///
    /// @param house of what all services share
    /// @param internal of the port of this one
    public record Prefixes(String house, String internal, int port) {}

    /// Reads `<house>_DATA_DIR`, `_INSTANCE_ID`, `_SECRET`, `_SECRET_PREVIOUS`, and
    /// `<internal>_HOST`, `_PORT`, `_ADVERTISED` and so on.
    public static InstanceSettings read(SettingsReader reader, Prefixes prefixes) {
        return new InstanceSettings(
                reader.path(
                        prefixes.house() + "_DATA_DIR",
                        Path.of(".ledger"),
                        "Where copies of what stands on topics lie; each instance has its own."),
                HttpServerSettings.read(reader, prefixes.internal(), prefixes.port()),
                advertised(reader, prefixes.internal() + "_ADVERTISED"),
                reader.text(
                        prefixes.house() + "_INSTANCE_ID",
                        "",
                        "Name of this instance, the same after a restart; by default its advertised address."),
                secrets(reader, prefixes.house()));
    }

    /// Where the others reach it, as `host:port`.
    public String address(HttpServer bound) {
        return advertised.isEmpty() ? bound.host() + ":" + bound.port() : advertised;
    }

    /// The name that it bears among them.
    public String name(HttpServer bound) {
        return id.isEmpty() ? address(bound).replaceAll("[^A-Za-z0-9._-]", "-") : id;
    }

    private static String advertised(SettingsReader reader, String name) {
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

    private static List<Secret> secrets(SettingsReader reader, String prefix) {
        Secret current =
                reader.secret(
                        prefix + "_SECRET", "The house's secret: all its services have the same.");
        Optional<Secret> previous =
                reader.optionalSecret(
                        prefix + "_SECRET_PREVIOUS", "The secret before it, still accepted.");
        return Stream.concat(Stream.of(current), previous.stream()).toList();
    }
}
