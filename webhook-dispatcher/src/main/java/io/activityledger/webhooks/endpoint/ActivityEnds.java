package io.activityledger.webhooks.endpoint;

import java.util.List;

/// Where does the ledger end right now? What lies there or beyond is news to an endpoint created
/// now.
@FunctionalInterface
public interface ActivityEnds {

    Ends now();

    /// The answer.
    sealed interface Ends {

        /// Every partition answered.
        ///
        /// @param offsets per partition of `activities`, that of the next record
        record Known(List<Long> offsets) implements Ends {}

        record Unknown(String reason) implements Ends {}
    }
}
