package io.activityledger.webhooks.receiver;

import io.activityledger.kit.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;

/// Which addresses beyond the public ones, and which schemes beyond https, are allowed?
///
/// @param allowedNetworks inner networks whose receivers may be called
public record AddressSettings(boolean allowHttp, List<Network> allowedNetworks) {

    public AddressSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
    }

    /// Public addresses over https, and nothing else.
    public static AddressSettings strict() {
        return new AddressSettings(false, List.of());
    }

    /// Reads `<prefix>_ALLOW_HTTP` and `<prefix>_ALLOWED_NETWORKS`.
    public static AddressSettings read(SettingsReader reader, String prefix) {
        return new AddressSettings(
                reader.flag(
                        prefix + "_ALLOW_HTTP",
                        false,
                        "Whether receivers may be called without TLS."),
                networks(reader, prefix + "_ALLOWED_NETWORKS"));
    }

    private static List<Network> networks(SettingsReader reader, String name) {
        String text =
                reader.text(
                        name,
                        "",
                        "Inner networks whose receivers may be called, such as 10.1.0.0/16,fd00::/8.");
        var networks = new ArrayList<Network>();
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                Network.parse(each.strip())
                        .ifPresentOrElse(networks::add, () -> reader.reject(complaint(name, each)));
            }
        }
        return networks;
    }

    private static String complaint(String name, String network) {
        return "%s holds '%s': it must be networks such as 10.1.0.0/16 or fd00::/8, separated by commas."
                .formatted(name, network.strip());
    }
}
