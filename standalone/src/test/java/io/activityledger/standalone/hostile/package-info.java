/// What a hostile client sends, how it is sent, and what every answer to it must be.
@NullMarked
package io.activityledger.standalone.hostile;

import org.jspecify.annotations.NullMarked;
