package io.activityledger.ingest.recording;

import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;

/// How large may a request be? Beyond `maxBody` the answer is 413.
public record RecordingLimits(ByteSize maxBody) {

    /// Reads `<prefix>_MAX_BODY`.
    public static RecordingLimits read(SettingsReader reader, String prefix) {
        return new RecordingLimits(
                reader.byteSize(
                        prefix + "_MAX_BODY",
                        ByteSize.kib(64),
                        "Size of a request's body; beyond it the answer is 413."));
    }
}
