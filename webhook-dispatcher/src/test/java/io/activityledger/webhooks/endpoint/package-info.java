/// Tests of the package of this name.
@NullMarked
package io.activityledger.webhooks.endpoint;

import org.jspecify.annotations.NullMarked;
