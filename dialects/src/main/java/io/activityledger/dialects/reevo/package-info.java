/// Reevo's dialect: its requests with their value envelopes, its answers, its errors.
@NullMarked
package io.activityledger.dialects.reevo;

import org.jspecify.annotations.NullMarked;
