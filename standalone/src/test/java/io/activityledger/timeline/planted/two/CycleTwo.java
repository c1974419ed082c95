package io.activityledger.timeline.planted.two;

import io.activityledger.timeline.planted.one.CycleOne;

/// Knows one.
public final class CycleTwo {
    Class<?> other = CycleOne.class;
}
