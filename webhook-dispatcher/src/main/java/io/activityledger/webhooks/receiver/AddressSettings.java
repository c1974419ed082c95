package io.activityledger.webhooks.receiver;

import io.activityledger.kit.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which addresses beyond the public ones, and which schemes beyond https, are allowed, and which
/// way are they called?
///
/// @param allowedNetworks inner networks whose receivers may be called
public record AddressSettings(boolean allowHttp, List<Network> allowedNetworks, Egress egress) {

    public AddressSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
    }

    /// They are called directly.
    public AddressSettings(boolean allowHttp, List<Network> allowedNetworks) {
        this(allowHttp, allowedNetworks, new Egress.Direct());
    }

    /// Public addresses over https, and nothing else.
    public static AddressSettings strict() {
        return new AddressSettings(false, List.of());
    }

    /// Reads `<prefix>_ALLOW_HTTP`, `<prefix>_ALLOWED_NETWORKS` and `<prefix>_PROXY`.
    public static AddressSettings read(SettingsReader reader, String prefix) {
        return new AddressSettings(
                reader.flag(
                        prefix + "_ALLOW_HTTP",
                        false,
                        "Whether receivers may be called without TLS."),
                networks(reader, prefix + "_ALLOWED_NETWORKS"),
                egress(reader, prefix + "_PROXY"));
    }

    private static Egress egress(SettingsReader reader, String name) {
        String text =
                reader.text(
                        name,
                        "",
                        "HTTP proxy that all calls to receivers go through; none unless set.");
        Optional<Egress> egress = Egress.parse(text.strip());
        if (egress.isEmpty()) {
            reader.reject(name + " must be like http://proxy.internal:3128, and nothing more.");
        }
        return egress.orElseGet(Egress.Direct::new);
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
