/// Rows → pages: what a reader asked, which instance can answer, and the answer's bytes.
///
/// ```
/// request ─▶ *Endpoint ─▶ Asked ─▶ TimelineRouter ─┬─▶ TimelineReader ─▶ rows of a store held here
///                                                  └─▶ InternalEndpoint of the owner ─▶ its TimelineReader
///                                       Reply ◀────┘
/// ```
@NullMarked
package io.activityledger.timeline.query;

import org.jspecify.annotations.NullMarked;
