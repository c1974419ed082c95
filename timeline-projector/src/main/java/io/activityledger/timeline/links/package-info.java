/// Copies each activity to the partition of each of its further subjects.
///
/// ```
/// [activities] ─▶ LinksProcessor ─▶ [timeline-links]
///                  sound? first?     one copy per further subject, with its origin
/// ```
@NullMarked
package io.activityledger.timeline.links;

import org.jspecify.annotations.NullMarked;
