package io.activityledger.timeline.live;

import java.util.Map;

/// Where does a stream begin?
sealed interface StreamFrom {

    /// With what comes from now on.
    record Now() implements StreamFrom {}

    /// Behind what was seen already, lane by lane; of a lane that is not named, nothing was.
    record Behind(Map<Lane, Long> seen) implements StreamFrom {

        public Behind {
            seen = Map.copyOf(seen);
        }

        long offsetIn(Lane lane) {
            return seen.getOrDefault(lane, -1L);
        }
    }
}
