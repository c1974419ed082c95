package io.activityledger.ingest.recording;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How large may a batch be, and how many may be at hand at a time?
///
/// @param maxBody of a batch; beyond it the answer is 413
/// @param maxItems beyond these the answer is 413
/// @param maxUnderWay beyond these the answer is 503 at once: each holds its whole body
/// @param keyedWithin items with keys that are not begun by then are answered 503
public record BatchLimits(ByteSize maxBody, int maxItems, int maxUnderWay, Duration keyedWithin) {

    /// Reads `<prefix>_MAX_BODY` and its companions.
    public static BatchLimits read(SettingsReader reader, String prefix) {
        return new BatchLimits(
                reader.byteSize(
                        prefix + "_MAX_BODY",
                        ByteSize.mib(8),
                        "Size of a batch's body; beyond it the answer is 413."),
                reader.number(
                        prefix + "_MAX_ITEMS",
                        1_000,
                        Bounds.of(1, 100_000),
                        "Activities in a batch; beyond these the answer is 413."),
                reader.number(
                        prefix + "_MAX_UNDER_WAY",
                        8,
                        Bounds.of(1, 1_000),
                        "Batches at hand at a time; beyond these the answer is 503 at once."),
                reader.duration(
                        prefix + "_KEYED_WITHIN",
                        Duration.ofSeconds(10),
                        "Items with idempotency keys that are not begun by then are answered 503."));
    }
}
