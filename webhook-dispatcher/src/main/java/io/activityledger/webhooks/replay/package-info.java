/// Activities of a time, delivered to one endpoint once more.
///
/// ```
/// [activities] ─▶ KafkaReplays ─▶ of that time, wanted ─▶ [webhook-deliveries]
/// ```
@NullMarked
package io.activityledger.webhooks.replay;

import org.jspecify.annotations.NullMarked;
