package io.activityledger.timeline.projection;

import io.activityledger.schemas.PoisonKind;
import io.activityledger.schemas.Topics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many records were set aside as poison since the start, of which topic and for which kind of
/// reason? What is restored is not set aside again, so it is not counted.
///
/// Safe for many threads.
final class PoisonCounts {

    private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();

    PoisonCounts() {}

    private record Counted(Topics.Topic topic, PoisonKind kind) {}

    void add(Topics.Topic topic, PoisonKind kind) {
        counts.computeIfAbsent(new Counted(topic, kind), _ -> new LongAdder()).increment();
    }

    /// How many of one topic there were.
    long count(Topics.Topic topic, PoisonKind kind) {
        LongAdder count = counts.get(new Counted(topic, kind));
        return count == null ? 0 : count.sum();
    }
}
