package io.activityledger.timeline.planted;

/// Seen by a class that must not see it.
public final class Seen {
    private Seen() {}
}
