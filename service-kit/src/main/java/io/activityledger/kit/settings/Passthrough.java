package io.activityledger.kit.settings;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Properties handed on unread to a client behind us; those that smell of secrets are never shown.
public record Passthrough(Map<String, String> properties) {

    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|credential|jaas|keystore\\.key|user\\.info");

    public Passthrough {
        properties = Map.copyOf(properties);
    }

    public static Passthrough none() {
        return new Passthrough(Map.of());
    }

    /// Whether a property's value must never be printed.
    public static boolean isSecret(String property) {
        return SECRET.matcher(property.toLowerCase(Locale.ROOT)).find();
    }

    @Override
    public String toString() {
        var shown = new TreeMap<>(properties);
        shown.replaceAll((property, value) -> isSecret(property) ? Secret.MASK : value);
        return shown.toString();
    }
}
