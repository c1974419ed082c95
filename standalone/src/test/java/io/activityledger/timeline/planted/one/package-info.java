/// One half of a planted cycle.
@NullMarked
package io.activityledger.timeline.planted.one;

import org.jspecify.annotations.NullMarked;
