/// Tests of what a receiver says to a sample.
@NullMarked
package io.activityledger.webhooks.trial;

import org.jspecify.annotations.NullMarked;
