/// Does a receiver take what would be sent to it? A sample, sent at once and told at once.
@NullMarked
package io.activityledger.webhooks.trial;

import org.jspecify.annotations.NullMarked;
