package io.activityledger.timeline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.Positions;
import java.util.List;
import java.util.Optional;

/// How does a client carry a boundary of its workspace's feed? Sealed, so that it can only bring
/// back what it was given, and only in that workspace; that of a list only to that same list.
public final class FeedCursors {

    private static final String KIND = "feed";

    private final TokenSeal seal;

    public FeedCursors(TokenSeal seal) {
        this.seal = seal;
    }

    String text(String workspaceId, Positions boundary) {
        return text(List.of(KIND, workspaceId), boundary);
    }

    Optional<Positions> parse(String workspaceId, String text) {
        return parse(List.of(KIND, workspaceId), text);
    }

    String text(List<String> binding, Positions boundary) {
        byte[] payload = FeedWire.text(boundary, boundary.highest().keySet()).getBytes(UTF_8);
        return seal.seal(payload, binding);
    }

    Optional<Positions> parse(List<String> binding, String text) {
        return seal.open(text, binding)
                .map(payload -> FeedWire.positions(new String(payload, UTF_8)));
    }
}
