/// Runs one service as a process of its own, from its environment to its exit code.
@NullMarked
package io.activityledger.kit.process;

import org.jspecify.annotations.NullMarked;
