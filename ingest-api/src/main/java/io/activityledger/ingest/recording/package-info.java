/// From a request to an activity on the log and the answer that shows it.
@NullMarked
package io.activityledger.ingest.recording;

import org.jspecify.annotations.NullMarked;
