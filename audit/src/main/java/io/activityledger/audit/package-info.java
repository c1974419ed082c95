/// Does a running house answer what its log says? Reads the topic with plain code of its own, which
/// knows nothing of the projection, and asks for every timeline over HTTP.
///
/// ```
/// [activities] ─▶ KafkaLogReader ─▶ Spool, by id ─▶ firsts ─▶ Spool, by timeline ─▶ Comparison ◀── HttpTimelinesClient ◀── the house
///                                                              (sorted on disk)        page by page
/// ```
@NullMarked
package io.activityledger.audit;

import org.jspecify.annotations.NullMarked;
