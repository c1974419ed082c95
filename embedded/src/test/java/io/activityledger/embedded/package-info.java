/// Tests of the embedded broker, registry and data directory.
@NullMarked
package io.activityledger.embedded;

import org.jspecify.annotations.NullMarked;
