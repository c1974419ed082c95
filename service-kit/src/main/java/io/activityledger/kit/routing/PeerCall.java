package io.activityledger.kit.routing;

import java.time.Duration;
import java.util.Map;

/// One request to another instance.
///
/// @param target path and query, encoded as they go over the wire
/// @param headers without those of the signature
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
public record PeerCall(
        String method,
        Owner.There peer,
        String target,
        Map<String, String> headers,
        byte[] body,
        Duration timeout) {

    public static PeerCall get(Owner.There peer, String target, Duration timeout) {
        return new PeerCall("GET", peer, target, Map.of(), new byte[0], timeout);
    }
}
