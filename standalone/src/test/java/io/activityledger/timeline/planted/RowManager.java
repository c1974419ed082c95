package io.activityledger.timeline.planted;

final class RowManager {
    private RowManager() {}
}
