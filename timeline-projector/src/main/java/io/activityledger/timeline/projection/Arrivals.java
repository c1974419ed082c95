package io.activityledger.timeline.projection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Who wants to be woken when rows come in through a door?
///
/// Its writer tells after each batch, and only those whose scope the row is in: a look-up for each
/// new row, and nothing at all while nobody watches. Any thread may watch.
final class Arrivals {

    private final ConcurrentMap<RowScope, Set<Watch>> watches = new ConcurrentHashMap<>();

    Watch watch(RowScope scope, Runnable wake) {
        var watch = new Watch(this, scope, wake);
        watches.compute(
                scope,
                (_, others) -> {
                    Set<Watch> all = others == null ? ConcurrentHashMap.newKeySet() : others;
                    all.add(watch);
                    return all;
                });
        return watch;
    }

    void leave(RowScope scope, Watch watch) {
        watches.computeIfPresent(
                scope,
                (_, all) -> {
                    all.remove(watch);
                    return all.isEmpty() ? null : all;
                });
    }

    /// A row has come into the scopes of `feed`.
    void tell(Folded.Feed feed) {
        if (watches.isEmpty()) {
            return;
        }
        for (RowScope scope : feed.scopes()) {
            watches.getOrDefault(scope, Set.of()).forEach(watch -> watch.arrived(feed.offset()));
        }
    }

    /// Nobody who watches now will be told of anything more.
    void end() {
        watches.values().forEach(all -> all.forEach(Watch::end));
    }
}
