package io.activityledger.ingest.reference;

import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How large may a reference be, how long is the newest waited for, how much memory do they take?
///
/// @param maxBody beyond it the answer to a PUT or POST is 413
/// @param maxBulkBody the same for a POST of many
/// @param patience how long a request waits until this instance has read what it asks about
/// @param memory block cache and write buffers of the local store together
public record ReferenceLimits(
        ByteSize maxBody, ByteSize maxBulkBody, Duration patience, ByteSize memory) {

    /// Reads `<prefix>_MAX_BODY` and its companions.
    public static ReferenceLimits read(SettingsReader reader, String prefix) {
        return new ReferenceLimits(
                reader.byteSize(
                        prefix + "_MAX_BODY",
                        ByteSize.kib(64),
                        "Size of a contact, deal or company; beyond it the answer is 413."),
                reader.byteSize(
                        prefix + "_MAX_BULK_BODY",
                        ByteSize.mib(2),
                        "Size of a request that creates many contacts or deals; beyond it 413."),
                reader.duration(
                        prefix + "_PATIENCE",
                        Duration.ofMillis(1_500),
                        "How long a request waits for the newest references; after it 503."),
                reader.byteSize(
                        prefix + "_MEMORY",
                        ByteSize.mib(32),
                        "Cache and write buffers of the local copy of the references."));
    }
}
