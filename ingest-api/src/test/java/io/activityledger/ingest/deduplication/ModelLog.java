package io.activityledger.ingest.deduplication;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// One partition of the log, and how far a projector has read it: a model for one thread at a time.
final class ModelLog {

    private final List<Activity> records = new ArrayList<>();
    private int applied;

    Position append(Activity activity) {
        records.add(activity);
        return new Position(0, records.size() - 1);
    }

    int size() {
        return records.size();
    }

    Activity at(Position position) {
        return records.get((int) position.offset());
    }

    /// Lets the projector read some of what it has not.
    void apply(int records) {
        applied = Math.min(applied + records, size());
    }

    /// What a projector answers that has to wait until `needed` records are applied and does not
    /// wait at all.
    First first(ActivityId id, int needed) {
        return applied < needed
                ? new First.Unknown("lags")
                : first(id, records.subList(0, applied));
    }

    /// The truth.
    First first(ActivityId id) {
        return first(id, records);
    }

    private static First first(ActivityId id, List<Activity> among) {
        return IntStream.range(0, among.size())
                .filter(at -> among.get(at).id().equals(id))
                .mapToObj(at -> standing(at, among.get(at)))
                .findFirst()
                .orElse(new First.None());
    }

    private static First standing(int at, Activity activity) {
        return new First.Standing(
                new Position(0, at),
                activity.requestFingerprint() == null ? "" : activity.requestFingerprint(),
                StoredActivity.of(activity));
    }
}
