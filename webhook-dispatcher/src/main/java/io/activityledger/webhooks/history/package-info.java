/// What an endpoint's deliveries have come to, asked at any instance and answered by the one that
/// holds its partition.
///
/// ```
/// door ─▶ endpoint? ─▶ LaneRouter ─ here ──▶ LaneHost ─▶ LaneReader
///                          └ there ─▶ internal port ─▶ LaneHost
/// ```
@NullMarked
package io.activityledger.webhooks.history;

import org.jspecify.annotations.NullMarked;
