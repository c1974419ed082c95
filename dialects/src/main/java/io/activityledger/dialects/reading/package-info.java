/// What the requests of all dialects have in common to be read: fields and their problems, ids, and
/// the limits of an activity.
@NullMarked
package io.activityledger.dialects.reading;

import org.jspecify.annotations.NullMarked;
