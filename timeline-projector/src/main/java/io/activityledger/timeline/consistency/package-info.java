/// Has this partition applied what the log held when you asked?
@NullMarked
package io.activityledger.timeline.consistency;

import org.jspecify.annotations.NullMarked;
