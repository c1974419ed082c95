/// Tests of the package of this name.
@NullMarked
package io.activityledger.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
