package io.activityledger.ingest.workspace;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How many keys may a workspace have, and how large and slow may a request about it be?
///
/// @param patience for a change to count on this instance before its request is answered
public record WorkspaceLimits(int keysPerWorkspace, ByteSize maxBody, Duration patience) {

    /// Reads `<prefix>_KEYS` and its companions.
    public static WorkspaceLimits read(SettingsReader reader, String prefix) {
        return new WorkspaceLimits(
                reader.number(
                        prefix + "_KEYS",
                        1_000,
                        Bounds.of(1, 100_000),
                        "API keys a workspace may have that are not revoked."),
                reader.byteSize(
                        prefix + "_MAX_BODY",
                        ByteSize.kib(64),
                        "Size of a request about keys or the workspace; beyond it 413."),
                reader.duration(
                        prefix + "_PATIENCE",
                        Duration.ofMillis(1_500),
                        "How long a request waits until its change counts here."));
    }
}
