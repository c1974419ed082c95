package io.activityledger.webhooks.receiver;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;

/// How much may calling receivers take?
///
/// @param connectionsEach open at a time to one receiver; what comes beyond waits within its
///   timeout
/// @param connectionsKept open to all of them before none is kept for the next delivery
/// @param idle shorter than the five seconds after which many servers close, so that they seldom
///   close under a request
/// @param connect to one address; a shipment's timeout may be shorter
/// @param lookup of one name
/// @param lookups names that are looked up at a time
/// @param head the status line and headers of an answer
public record ReceiverLimits(
        int connectionsEach,
        int connectionsKept,
        Duration idle,
        Duration connect,
        Duration lookup,
        int lookups,
        ByteSize head) {

    public static ReceiverLimits usual() {
        return read(new SettingsReader(Map.of()), "USUAL");
    }

    /// Reads `<prefix>_CONNECTIONS_EACH` and its companions.
    public static ReceiverLimits read(SettingsReader reader, String prefix) {
        return new ReceiverLimits(
                reader.number(
                        prefix + "_CONNECTIONS_EACH",
                        64,
                        Bounds.of(1, 1_000),
                        "Connections to one receiver at a time."),
                reader.number(
                        prefix + "_CONNECTIONS_KEPT",
                        2_048,
                        Bounds.of(0, 100_000),
                        "Connections to all receivers beyond which none is kept open after its answer."),
                reader.duration(
                        prefix + "_CONNECTION_IDLE",
                        Duration.ofSeconds(4),
                        "How long an unused connection to a receiver is kept open."),
                reader.duration(
                        prefix + "_CONNECT_WITHIN",
                        Duration.ofSeconds(5),
                        "How long connecting to one address of a receiver may take."),
                reader.duration(
                        prefix + "_LOOKUP_WITHIN",
                        Duration.ofSeconds(5),
                        "How long looking up a receiver's name may take."),
                reader.number(
                        prefix + "_LOOKUPS",
                        64,
                        Bounds.of(1, 1_000),
                        "Names of receivers that are looked up at a time, each by a thread."),
                reader.byteSize(
                        prefix + "_ANSWER_HEAD",
                        ByteSize.kib(16),
                        "How large the headers of a receiver's answer may be."));
    }
}
