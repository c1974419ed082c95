package io.activityledger.kit.tracing;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;

/// Who is told of traces?
///
/// @param endpoint base URL of a collector that takes OTLP over HTTP; empty for nobody
/// @param percent of the traces that begin here; those that began elsewhere are told as their
///   `traceparent` says
public record TracingSettings(String endpoint, int percent) {

    public static TracingSettings read(SettingsReader reader, String prefix) {
        String name = prefix + "_OTLP_ENDPOINT";
        String endpoint =
                reader.text(
                        name,
                        "",
                        "Collector of traces (OTLP over HTTP), such as http://127.0.0.1:4318; nobody unless set.");
        if (!endpoint.isEmpty() && !endpoint.matches("https?://\\S+")) {
            reader.reject("%s is '%s': it must be an http or https URL.".formatted(name, endpoint));
        }
        return new TracingSettings(
                endpoint,
                reader.number(
                        prefix + "_OTLP_PERCENT",
                        100,
                        Bounds.of(0, 100),
                        "How many of a hundred traces that begin here are told."));
    }
}
