/// Tests of the package of this name.
@NullMarked
package io.activityledger.ingest.log;

import org.jspecify.annotations.NullMarked;
