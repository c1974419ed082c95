/// Hands out texts that come back unchanged, or not at all.
@NullMarked
package io.activityledger.kit.token;

import org.jspecify.annotations.NullMarked;
