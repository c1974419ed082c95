package io.activityledger.timeline.live;

/// New activities as they come, from some partitions.
interface Tail extends AutoCloseable {

    /// Tells them until nobody listens, or a partition is not to be had here any more. Something is
    /// told at least once in a heartbeat.
    void run(Outlet outlet);

    /// Has it look whether anybody still listens, from any thread.
    void wake();

    @Override
    void close();
}
