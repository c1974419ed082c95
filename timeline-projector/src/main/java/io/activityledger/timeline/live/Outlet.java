package io.activityledger.timeline.live;

/// Where tidings go.
interface Outlet {

    /// Whether anybody listens.
    boolean open();

    /// Waits until they are taken; false where nobody listens any more.
    boolean tell(Tidings tidings);
}
