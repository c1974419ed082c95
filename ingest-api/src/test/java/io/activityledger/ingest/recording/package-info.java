/// Tests of the package of this name.
@NullMarked
package io.activityledger.ingest.recording;

import org.jspecify.annotations.NullMarked;
