package io.activityledger.ingest.reference;

import io.activityledger.dialects.ReferenceWish.ByEmail;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Whose are these email addresses? The port that names by email are resolved against.
@FunctionalInterface
public interface KnownAddresses {

    /// Blocks while the latest references are still on their way.
    Owners owners(String workspaceId, List<ByEmail> sought);

    /// What came of looking.
    sealed interface Owners {

        /// The ids of those who were found; an address that nobody has, or more than one, is not
        /// among them.
        record Found(Map<ByEmail, String> ids) implements Owners {}

        /// Nobody can say in time.
        record Unreachable(Duration retryAfter, String reason) implements Owners {}
    }
}
