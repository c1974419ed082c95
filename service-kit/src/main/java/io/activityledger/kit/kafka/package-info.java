/// Kafka plumbing spelled out: client properties, topics created and verified, end offsets.
@NullMarked
package io.activityledger.kit.kafka;

import org.jspecify.annotations.NullMarked;
