/// Does what Confluent's own classes write and read agree with ours?
@NullMarked
package io.activityledger.standalone.confluent;

import org.jspecify.annotations.NullMarked;
