/// Tests of the whole service.
@NullMarked
package io.activityledger.webhooks;

import org.jspecify.annotations.NullMarked;
