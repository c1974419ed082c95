package io.activityledger.timeline.planted;

final class RemembersForAll {
    static int count;

    private RemembersForAll() {}
}
