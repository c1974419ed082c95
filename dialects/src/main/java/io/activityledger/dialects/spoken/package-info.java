/// Which dialect is spoken where.
@NullMarked
package io.activityledger.dialects.spoken;

import org.jspecify.annotations.NullMarked;
