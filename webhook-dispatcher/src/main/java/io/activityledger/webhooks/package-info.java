/// Delivers a signed webhook for each activity to whoever asked for it.
///
/// ```
/// HTTP ─▶ endpoint ─▶ [webhook-endpoints]
///            │ every instance holds them all
///            ▼
/// [activities] ─▶ matching ─▶ [webhook-deliveries] ─▶ delivery ─▶ receiver ─▶ (their server)
///                                                        └─▶ attempts · deadletter
/// ```
@NullMarked
package io.activityledger.webhooks;

import org.jspecify.annotations.NullMarked;
