package io.activityledger.timeline.planted.unmarked;

final class Unmarked {
    private Unmarked() {}
}
