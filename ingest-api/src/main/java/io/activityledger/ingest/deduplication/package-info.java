/// One activity for one idempotency key, however often and wherever it is sent: nothing is claimed
/// before the write, nothing is kept after it, the first record on the log decides.
@NullMarked
package io.activityledger.ingest.deduplication;

import org.jspecify.annotations.NullMarked;
