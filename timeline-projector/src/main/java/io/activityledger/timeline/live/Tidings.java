package io.activityledger.timeline.live;

import java.util.List;
import java.util.Map;

/// What a tail tells at a time: new activities in the order of their offsets, perhaps none, and up
/// to which offsets its lanes are looked through with them.
record Tidings(List<LiveEvent> events, Map<Lane, Long> seen) {

    Tidings {
        events = List.copyOf(events);
        seen = Map.copyOf(seen);
    }
}
