package io.activityledger.webhooks.delivery;

import java.util.function.Consumer;

/// Who goes through the log for a replay? Begins at once and returns; works on a thread of its own.
@FunctionalInterface
public interface Replays {

    /// Goes on from where the replay has come to.
    ///
    /// @param progress told now and then, and of its end
    Running start(LaneKey lane, Replay replay, Consumer<Replay> progress);

    /// One that goes on.
    @FunctionalInterface
    interface Running {

        /// Ends soon; tells of nothing more.
        void stop();
    }
}
