/// The ledger as a writer sees it: an activity stands on it, or nobody knows.
@NullMarked
package io.activityledger.ingest.log;

import org.jspecify.annotations.NullMarked;
