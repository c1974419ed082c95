package io.activityledger.timeline.query;

import java.time.Duration;

/// Lets time pass before something is tried again.
@FunctionalInterface
public interface Pause {

    void pause(Duration length) throws InterruptedException;
}
