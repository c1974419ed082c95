/// Finds the instance that owns a partition and talks to it under a signature.
@NullMarked
package io.activityledger.kit.routing;

import org.jspecify.annotations.NullMarked;
