package io.activityledger.timeline.planted.one;

import io.activityledger.timeline.planted.two.CycleTwo;

/// Knows two.
public final class CycleOne {
    Class<?> other = CycleTwo.class;
}
