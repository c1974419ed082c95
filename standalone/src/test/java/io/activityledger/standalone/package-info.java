/// Journeys through the whole house, and the rules every module keeps.
@NullMarked
package io.activityledger.standalone;

import org.jspecify.annotations.NullMarked;
