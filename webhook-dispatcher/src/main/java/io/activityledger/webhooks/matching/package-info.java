/// Activity × endpoints → deliveries to make.
///
/// ```
/// [activities] ─▶ MatchingProcessor ─▶ Matcher ─▶ [webhook-deliveries]
///                  sound? first? new?   one per endpoint that wants it
/// ```
@NullMarked
package io.activityledger.webhooks.matching;

import org.jspecify.annotations.NullMarked;
