package io.activityledger.webhooks.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Which partitions of `webhook-deliveries` are held here, and what is known there?
///
/// Stream threads come and go; any thread asks.
public final class Desks {

    private final Map<Integer, LaneReader> held = new ConcurrentHashMap<>();

    void opened(int partition, LaneReader reader) {
        held.put(partition, reader);
    }

    void closed(int partition, LaneReader reader) {
        held.remove(partition, reader);
    }

    /// What `question` answers; empty where the partition is not held here.
    public <T> Optional<T> ask(int partition, Function<LaneReader, T> question) {
        return Optional.ofNullable(held.get(partition)).flatMap(it -> it.ask(question));
    }
}
