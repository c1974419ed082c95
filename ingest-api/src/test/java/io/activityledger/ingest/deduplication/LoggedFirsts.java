package io.activityledger.ingest.deduplication;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A projector that has always read all of a log, which is partition 3, unless it is away.
public final class LoggedFirsts implements FirstRecords {

    public static final int PARTITION = 3;

    private final List<Activity> log;
    private boolean away;

    public LoggedFirsts(List<Activity> log) {
        this.log = log;
    }

    public void goAway() {
        away = true;
    }

    /// What asks it.
    public <R> Deduplication<R> deduplication() {
        var patience = Duration.ofSeconds(1);
        var limits = new DeduplicationLimits(patience, patience, 10, patience);
        return new Deduplication<>(this, limits, new DeduplicationMeters(new Metrics()));
    }

    @Override
    public First asOfNow(String workspaceId, ActivityId id, Duration patience) {
        return away ? new First.Unknown("away") : first(workspaceId, id);
    }

    @Override
    public First behind(Position own, String workspaceId, ActivityId id, Duration patience) {
        return asOfNow(workspaceId, id, patience);
    }

    private First first(String workspaceId, ActivityId id) {
        return IntStream.range(0, log.size())
                .filter(at -> log.get(at).id().equals(id))
                .filter(at -> log.get(at).workspaceId().equals(workspaceId))
                .mapToObj(at -> standing(at, log.get(at)))
                .findFirst()
                .orElse(new First.None());
    }

    private static First standing(int at, Activity activity) {
        String fingerprint = activity.requestFingerprint();
        return new First.Standing(
                new Position(PARTITION, at),
                fingerprint == null ? "" : fingerprint,
                StoredActivity.of(activity));
    }
}
