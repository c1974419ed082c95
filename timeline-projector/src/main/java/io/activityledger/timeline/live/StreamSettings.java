package io.activityledger.timeline.live;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How much may streams take?
///
/// @param most that are open at a time, others' forwarded ones included
/// @param heartbeat the longest silence
/// @param patience how long a client may take for what is sent at a time
/// @param lifetime after which a client has to come back with its key
public record StreamSettings(int most, Duration heartbeat, Duration patience, Duration lifetime) {

    /// Reads `<prefix>_STREAMS_MAX` and its companions.
    public static StreamSettings read(SettingsReader reader, String prefix) {
        return new StreamSettings(
                reader.number(
                        prefix + "_STREAMS_MAX",
                        10_000,
                        Bounds.of(1, 1_000_000),
                        "Live streams open at a time; beyond these the answer is 503 at once."),
                reader.duration(
                        prefix + "_STREAMS_HEARTBEAT",
                        Duration.ofSeconds(15),
                        "The longest silence on a live stream."),
                reader.duration(
                        prefix + "_STREAMS_PATIENCE",
                        Duration.ofSeconds(10),
                        "How long a live stream's client may take for what is sent at a time; then"
                                + " it is cut off."),
                reader.duration(
                        prefix + "_STREAMS_LIFETIME",
                        Duration.ofHours(1),
                        "How long a live stream goes on before its client has to come back with its"
                                + " key."));
    }
}
