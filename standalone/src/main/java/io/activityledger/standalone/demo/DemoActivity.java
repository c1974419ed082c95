package io.activityledger.standalone.demo;

import java.time.Instant;

/// One activity of the demo, as a client would write it; an empty text for none, `{}` for no
/// metadata.
record DemoActivity(
        DemoPerson person,
        String type,
        String title,
        String description,
        String metadata,
        Instant occurredAt) {}
