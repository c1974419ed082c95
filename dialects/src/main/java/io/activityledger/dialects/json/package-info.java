/// JSON read strictly and kept without loss: number literals and key order stay as they were sent.
@NullMarked
package io.activityledger.dialects.json;

import org.jspecify.annotations.NullMarked;
