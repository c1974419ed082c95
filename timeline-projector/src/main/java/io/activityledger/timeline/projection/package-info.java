/// Topic → rows: folds the ledger into timelines that live in RocksDB, one database per partition,
/// whose changelog is the topic itself.
///
/// ```
/// record ─▶ TimelineFold ─▶ FoldedActivity ─▶ TimelineStore ─▶ RocksDB ─▶ TimelineLease ─▶ queries
///           (pure)                            (only writer)               (found in StoreRegistry)
/// ```
@NullMarked
package io.activityledger.timeline.projection;

import org.jspecify.annotations.NullMarked;
