/// Turns text into typed settings and names every problem at once.
@NullMarked
package io.activityledger.kit.settings;

import org.jspecify.annotations.NullMarked;
