package io.activityledger.timeline;

import io.activityledger.timeline.projection.Role;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far is restoring? `restoring partition 3: 41 %`, or nothing where no store restores.
final class Restoring {

    private static final int MOST_NAMED = 4;

    private Restoring() {}

    static Optional<String> sentence(StoreRegistry stores) {
        List<? extends StoreHandle<?>> restoring =
                Stream.concat(stores.timelines().stream(), stores.links().stream())
                        .filter(store -> store.role() == Role.RESTORING)
                        .sorted(Comparator.comparingInt(StoreHandle::partition))
                        .toList();
        if (restoring.isEmpty()) {
            return Optional.empty();
        }
        String named =
                restoring.stream()
                        .limit(MOST_NAMED)
                        .map(store ->
                                "partition %d: %s"
                                        .formatted(
                                                store.partition(),
                                                progress(
                                                        store.appliedOffset(),
                                                        store.restoreEndOffset())))
                        .collect(Collectors.joining(", "));
        int more = restoring.size() - MOST_NAMED;
        return Optional.of("restoring " + named + (more > 0 ? " and " + more + " more" : ""));
    }

    static String progress(long applied, long end) {
        return end < 0 ? "opening" : Math.min(100, (applied + 1) * 100 / Math.max(1, end)) + " %";
    }
}
