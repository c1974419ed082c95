package io.activityledger.kit.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came back from another instance.
public sealed interface PeerAnswer {

    /// The peer answered, whatever the status.
    ///
    /// @param headers names in lower case
    @SuppressWarnings("ArrayRecordComponent") // copied through once, never compared
    record Answered(int status, Map<String, List<String>> headers, byte[] body)
            implements PeerAnswer {

        /// The first value of a header, whatever its case.
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .findFirst();
        }
    }

    /// No answer in time: whether the peer saw the request is unknown.
    record Unreachable(String reason) implements PeerAnswer {}
}
