/// To which trace does what this process does belong, and who is told of it?
@NullMarked
package io.activityledger.kit.tracing;

import org.jspecify.annotations.NullMarked;
