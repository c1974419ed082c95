package io.activityledger.timeline.query;

import io.activityledger.kit.routing.Owner;
import java.util.List;

/// Which instance holds the rows of a partition, as far as is known here?
public interface TimelineOwners {

    Owner ownerOf(int partition);

    /// Which other instances keep a copy of them?
    List<Owner> standbysOf(int partition);

    /// What was known has proved wrong: find out anew.
    void forget();
}
