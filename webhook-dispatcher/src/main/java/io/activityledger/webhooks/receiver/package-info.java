/// One attempt at one receiver: which addresses may be called, how a request is signed, what came
/// back.
@NullMarked
package io.activityledger.webhooks.receiver;

import org.jspecify.annotations.NullMarked;
