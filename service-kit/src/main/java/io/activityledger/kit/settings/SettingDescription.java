package io.activityledger.kit.settings;

/// One line of the table of all settings: what it is called, what it is when unset, what it does.
///
/// @param fallback as a user would write it; empty when there is none
/// @param allowed what may be written, such as `a port, 0 to 65535`
/// @param required whether nothing starts without it
public record SettingDescription(
        String name, String fallback, String allowed, String description, boolean required) {

    /// The line of a README's table.
    public String row() {
        String usual = fallback.isEmpty() ? "" : "`" + fallback + "`";
        return "| `%s` | %s | %s |".formatted(name, required ? "must be set" : usual, description);
    }
}
