/// The other half of a planted cycle.
@NullMarked
package io.activityledger.timeline.planted.two;

import org.jspecify.annotations.NullMarked;
