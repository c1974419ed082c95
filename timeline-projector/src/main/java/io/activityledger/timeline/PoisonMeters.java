package io.activityledger.timeline;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.PoisonKind;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.projection.StoreRegistry;
import java.util.List;
import java.util.Locale;

/// How many records did this instance set aside, and why? Each kind of reason is told from the
/// start, so that a first one is a rise.
final class PoisonMeters {

    PoisonMeters(Metrics metrics, StoreRegistry stores) {
        for (Topics.Topic topic : List.of(Topics.ACTIVITIES, Topics.TIMELINE_LINKS)) {
            for (PoisonKind kind : PoisonKind.values()) {
                metrics.counted(
                        "ledger.timeline.poison",
                        "Records that no timeline could show, set aside as dead letters.",
                        () -> stores.poisoned(topic, kind),
                        "topic",
                        topic.name(),
                        "reason",
                        kind.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
