package io.activityledger.standalone;

import java.time.Instant;

/// One record that was set aside, without its bytes.
///
/// @param id where it stood: `topic-partition-offset`
/// @param partition of the dead letters
/// @param offset of the dead letters
/// @param resubmittedTo where it stands since it was sent again; empty where it was not
record DeadLetter(
        String id,
        int partition,
        long offset,
        Instant setAsideAt,
        int bytes,
        String reason,
        String resubmittedTo) {

    boolean open() {
        return resubmittedTo.isEmpty();
    }

    DeadLetter resubmitted(String place) {
        return new DeadLetter(id, partition, offset, setAsideAt, bytes, reason, place);
    }
}
