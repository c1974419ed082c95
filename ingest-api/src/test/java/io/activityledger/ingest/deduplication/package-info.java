/// Tests of the rules for idempotency keys.
@NullMarked
package io.activityledger.ingest.deduplication;

import org.jspecify.annotations.NullMarked;
