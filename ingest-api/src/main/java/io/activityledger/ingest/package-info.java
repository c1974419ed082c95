/// Takes what a producer of activities sends, judges it, and answers when it stands on the log.
///
/// In the order data flows: `recording` (request to activity), `reference` (the contacts, deals and
/// companies an activity may point at), `workspace` (its keys and settings), `log` (the ledger
/// itself). [IngestApi] puts them together.
@NullMarked
package io.activityledger.ingest;

import org.jspecify.annotations.NullMarked;
