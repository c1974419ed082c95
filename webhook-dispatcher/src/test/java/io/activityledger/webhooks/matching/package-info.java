/// Tests of the package of this name.
@NullMarked
package io.activityledger.webhooks.matching;

import org.jspecify.annotations.NullMarked;
