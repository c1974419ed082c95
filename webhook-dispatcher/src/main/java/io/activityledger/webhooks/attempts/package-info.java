/// What was tried and what came back.
@NullMarked
package io.activityledger.webhooks.attempts;

import org.jspecify.annotations.NullMarked;
