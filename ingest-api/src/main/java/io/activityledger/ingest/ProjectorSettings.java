package io.activityledger.ingest;

import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where are the projectors, and how do they know that it is us who ask?
///
/// @param secrets the current one first, then those still accepted
record ProjectorSettings(List<Owner.There> addresses, List<Secret> secrets) {

    private static final String PEERS = "LEDGER_TIMELINE_PEERS";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9a-fA-F:]+)]|([^:\\[\\]\\s]+)):(\\d{1,5})");

    ProjectorSettings {
        addresses = List.copyOf(addresses);
        secrets = List.copyOf(secrets);
    }

    static ProjectorSettings read(SettingsReader reader) {
        Secret current =
                reader.secret(
                        "LEDGER_SECRET", "The house's secret: all its services have the same.");
        Optional<Secret> previous =
                reader.optionalSecret(
                        "LEDGER_SECRET_PREVIOUS", "The secret before it, still accepted.");
        return new ProjectorSettings(
                addresses(reader), Stream.concat(Stream.of(current), previous.stream()).toList());
    }

    private static List<Owner.There> addresses(SettingsReader reader) {
        String text =
                reader.text(
                        PEERS,
                        "127.0.0.1:8181",
                        "Internal ports of some timeline projectors, as host:port, separated by commas.");
        var addresses = new ArrayList<Owner.There>();
        for (String each : text.split(",", -1)) {
            Matcher address = ADDRESS.matcher(each.strip());
            if (address.matches()) {
                String host = address.group(address.group(1) == null ? 2 : 1);
                addresses.add(new Owner.There(host, Integer.parseInt(address.group(3))));
            } else {
                reader.reject("%s has '%s': it must be host:port.".formatted(PEERS, each.strip()));
            }
        }
        return addresses;
    }
}
