/// A release that does not exist yet, to be run beside today's.
@NullMarked
package io.activityledger.standalone.evolution;

import org.jspecify.annotations.NullMarked;
