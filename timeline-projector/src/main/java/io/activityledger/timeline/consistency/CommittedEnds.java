package io.activityledger.timeline.consistency;

import java.util.OptionalLong;

/// How far have the owners of a partition got, as they last told the brokers?
@FunctionalInterface
public interface CommittedEnds {

    /// The first offset that no owner is known to have applied, 0 where none ever told of any;
    /// empty where nobody can say.
    OptionalLong committedEndOf(LogPartition partition);
}
