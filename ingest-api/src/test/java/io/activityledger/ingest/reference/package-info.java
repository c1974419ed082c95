/// Tests of the package of this name.
@NullMarked
package io.activityledger.ingest.reference;

import org.jspecify.annotations.NullMarked;
