/// Starts the parts of a service in order, closes them in reverse, and says whether it is ready.
@NullMarked
package io.activityledger.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
