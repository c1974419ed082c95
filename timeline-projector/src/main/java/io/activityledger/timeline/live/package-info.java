/// A timeline, or a whole workspace, as it grows: Server-Sent Events.
///
/// ```
/// the store's apply ─▶ Watch ─▶ LocalTail ─┬──────────────────────────────▶ StreamEndpoint ─▶ client
///                     (wakes)  (reads rows)└─▶ StreamInternalEndpoint ─▶ PeerTail ─▶ MergedTail ─┘
///                                              of the partitions' owner
/// ```
@NullMarked
package io.activityledger.timeline.live;

import org.jspecify.annotations.NullMarked;
