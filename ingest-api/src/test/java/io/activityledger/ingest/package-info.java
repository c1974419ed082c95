/// Tests of the package of this name.
@NullMarked
package io.activityledger.ingest;

import org.jspecify.annotations.NullMarked;
