/// Folds the ledger into timelines and serves them.
///
/// ```
/// [activities] ─▶ links ─▶ [timeline-links]
///                 a copy for each further subject
/// [activities] [timeline-links] [references] ─▶ projection ─▶ RocksDB ─▶ consistency ─▶ query ─▶ HTTP
///                                               topic → rows             has it applied  rows → pages
///                                                                        what was asked?  feed, live
/// ```
@NullMarked
package io.activityledger.timeline;

import org.jspecify.annotations.NullMarked;
