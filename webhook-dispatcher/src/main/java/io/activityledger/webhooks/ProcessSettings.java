package io.activityledger.webhooks;

import io.activityledger.access.AccessSettings;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.settings.SettingsReader;

/// What can be set about this service as a process of its own? The README's table is read from
/// here.
public record ProcessSettings(
        WebhookSettings service, HttpServerSettings http, AccessSettings access) {

    private static final int HTTP_PORT = 8080;

    /// Notes every problem with the reader, which [SettingsReader#finish] tells.
    public static ProcessSettings read(SettingsReader reader) {
        return new ProcessSettings(
                WebhookSettings.read(reader),
                HttpServerSettings.read(reader, "LEDGER_HTTP", HTTP_PORT),
                AccessSettings.read(reader));
    }
}
