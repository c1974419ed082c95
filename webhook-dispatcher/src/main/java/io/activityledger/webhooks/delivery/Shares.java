package io.activityledger.webhooks.delivery;

/// Who may have one more of the places that all lanes of an instance share?
///
/// The fewer are free, the less may anyone hold: a lane at most a quarter of what is free, a
/// workspace at most twice that. However many want more than they should have, some places stay
/// free for whoever has few out; what has none out may have one of the last. Sick receivers have a
/// bound together, whatever is free. Pure.
///
/// @param most deliveries that may be out
/// @param mostSick of them, at receivers that are slow or fail
record Shares(int most, int mostSick) {

    private static final int LANE_PART = 4;
    private static final int WORKSPACE_TIMES = 2;

    /// What is out, now.
    record Held(int free, int sick, int ofWorkspace, int ofLane) {}

    /// Whether the lane may have one more.
    boolean grants(Held held, boolean sickLane) {
        return held.free() > 0
                && held.ofLane() < Math.max(1, held.free() / LANE_PART)
                && held.ofWorkspace() < Math.max(1, held.free() * WORKSPACE_TIMES)
                && (!sickLane || held.sick() < mostSick);
    }
}
