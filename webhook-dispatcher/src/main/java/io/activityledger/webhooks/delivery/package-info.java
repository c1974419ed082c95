/// What is due, to whom, when, and what follows from an answer.
@NullMarked
package io.activityledger.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
