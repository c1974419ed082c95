package io.activityledger.schemas.planted;

import io.activityledger.kit.MonotonicClock;

final class SchemasSeeTheKit {
    Class<?> seen = MonotonicClock.class;
}
