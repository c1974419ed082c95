package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.routing.Owner;
import java.util.Set;

/// Which instances match activities now? This one included; none while that is not known.
@FunctionalInterface
public interface LiveInstances {

    Set<Owner> now();
}
