/// What was given up, and why.
@NullMarked
package io.activityledger.webhooks.deadletter;

import org.jspecify.annotations.NullMarked;
