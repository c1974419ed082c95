package io.activityledger.webhooks;

import io.activityledger.kit.kafka.StreamsSettings;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How much may matching and delivering take, and how do they end?
///
/// @param drain how long closing waits for deliveries under way
public record DispatchSettings(StreamsSettings streams, Duration drain) {

    private static final StreamsSettings.Usual USUAL =
            new StreamsSettings.Usual(Duration.ofMillis(500), ByteSize.mib(64), ByteSize.mib(32));

    /// Reads `<prefix>_THREADS` and its companions.
    static DispatchSettings read(SettingsReader reader, String prefix) {
        return new DispatchSettings(
                StreamsSettings.read(reader, prefix, USUAL),
                reader.duration(
                        prefix + "_DRAIN",
                        Duration.ofSeconds(4),
                        "How long closing waits for deliveries under way."));
    }

    /// A thread that has been silent for longer may soon count as lost.
    Duration patience() {
        return streams.sessionTimeout().dividedBy(2);
    }
}
