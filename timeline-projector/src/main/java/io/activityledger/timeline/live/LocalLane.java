package io.activityledger.timeline.live;

import io.activityledger.timeline.projection.Recorded;
import io.activityledger.timeline.projection.RecordedRow;
import io.activityledger.timeline.projection.RowScope;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreUnreadable;
import io.activityledger.timeline.projection.TimelineLease;
import io.activityledger.timeline.projection.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One lane of what is watched here, and how far it was read. For the one thread that runs it.
final class LocalLane {

    private static final int ROWS_AT_A_TIME = 64;
    private static final int RECORDS_AT_A_TIME = 4_096;

    private final Lane lane;
    private final RowScope scope;
    private final StoreHandle<TimelineLease> store;
    private final Watch watch;
    private long seen;
    private boolean behind = true;

    /// What stands behind what was read?
    sealed interface Step {

        record Gone() implements Step {}

        record Nothing() implements Step {}

        record Read(Tidings tidings) implements Step {}
    }

    LocalLane(Lane lane, RowScope scope, Watching watching, long seen) {
        this.lane = lane;
        this.scope = scope;
        this.store = watching.store();
        this.watch = watching.watch();
        this.seen = seen;
    }

    /// The store that brings a lane's rows, and the watch on it.
    record Watching(StoreHandle<TimelineLease> store, Watch watch) {}

    Lane lane() {
        return lane;
    }

    Step next() {
        if (watch.over()) {
            return new Step.Gone();
        }
        look();
        if (!behind) {
            return new Step.Nothing();
        }
        Optional<TimelineLease> leased = store.lease();
        if (leased.isEmpty()) {
            return new Step.Gone();
        }
        try (TimelineLease lease = leased.get()) {
            return new Step.Read(read(lease));
        } catch (StoreUnreadable damaged) {
            return new Step.Gone();
        }
    }

    /// What lies before the lowest offset told of is none of ours, once all before is read.
    private void look() {
        long news = watch.take();
        if (news != Watch.NOTHING) {
            seen = behind ? seen : Math.max(seen, news - 1);
            behind = true;
        }
    }

    private Tidings read(TimelineLease lease) {
        long applied = store.appliedOffset();
        Recorded stretch = lease.recordedAfter(scope, seen, ROWS_AT_A_TIME, RECORDS_AT_A_TIME);
        behind = stretch.more();
        seen = behind ? stretch.seenTo() : Math.max(stretch.seenTo(), applied);
        List<LiveEvent> events = stretch.rows().stream().map(this::event).toList();
        return new Tidings(events, Map.of(lane, seen));
    }

    private LiveEvent event(RecordedRow row) {
        return new LiveEvent(lane, row.offset(), row.row().json());
    }

    /// As far as it has been looked through, with nothing told since.
    long advanced() {
        long applied = store.appliedOffset();
        look();
        seen = behind ? seen : Math.max(seen, applied);
        return seen;
    }

    void close() {
        watch.close();
    }
}
