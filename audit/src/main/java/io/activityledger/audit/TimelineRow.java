package io.activityledger.audit;

import io.activityledger.schemas.ActivityId;
import java.time.Instant;

/// One row of a timeline, as far as it is compared.
public record TimelineRow(ActivityId id, long occurredAtMillis) {

    String text() {
        return id.prefixed() + " of " + Instant.ofEpochMilli(occurredAtMillis);
    }
}
