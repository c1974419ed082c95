package io.activityledger.timeline.live;

import io.activityledger.timeline.projection.Role;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.TimelineLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Watches lanes that are active here.
public final class LocalTails {

    private final StoreRegistry registry;
    private final Duration heartbeat;

    public LocalTails(StoreRegistry registry, Duration heartbeat) {
        this.registry = registry;
        this.heartbeat = heartbeat;
    }

    /// All of them, or none.
    Opening open(Watched watched, StreamFrom from, Collection<Lane> lanes) {
        var wake = new Wake();
        List<LocalLane> opened = new ArrayList<>();
        for (Lane lane : lanes) {
            Optional<LocalLane> one = one(watched, from, lane, wake);
            if (one.isEmpty()) {
                opened.forEach(LocalLane::close);
                return new Opening.NotOpened("lane " + lane + " is not active here");
            }
            opened.add(one.get());
        }
        return new Opening.Opened(new LocalTail(opened, wake, heartbeat));
    }

    private Optional<LocalLane> one(Watched watched, StreamFrom from, Lane lane, Wake wake) {
        var scope = watched.scope(lane);
        return store(lane)
                .filter(each -> each.role() == Role.ACTIVE)
                .flatMap(store ->
                        store.watch(scope, wake).map(watch -> new LocalLane.Watching(store, watch)))
                .map(watching ->
                        new LocalLane(lane, scope, watching, start(from, lane, watching.store())));
    }

    private Optional<StoreHandle<TimelineLease>> store(Lane lane) {
        return switch (lane.log()) {
            case ACTIVITIES -> registry.timelines(lane.partition());
            case LINKS -> registry.links(lane.partition());
        };
    }

    private static long start(StreamFrom from, Lane lane, StoreHandle<TimelineLease> store) {
        return switch (from) {
            // Read after the watch stands: what comes in between is told twice, not never.
            case StreamFrom.Now() -> store.appliedOffset();
            case StreamFrom.Behind seen -> seen.offsetIn(lane);
        };
    }
}
