/// What is asked to be done with an endpoint's deliveries, durable before it is answered.
@NullMarked
package io.activityledger.webhooks.command;

import org.jspecify.annotations.NullMarked;
