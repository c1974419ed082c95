/// Activity × endpoints → deliveries to make.
@NullMarked
package io.activityledger.webhooks.matching;

import org.jspecify.annotations.NullMarked;
