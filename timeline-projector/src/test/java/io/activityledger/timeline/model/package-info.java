/// What must every timeline hold, computed the plain way: sorted lists, walked from their
/// beginning.
@NullMarked
package io.activityledger.timeline.model;

import org.jspecify.annotations.NullMarked;
