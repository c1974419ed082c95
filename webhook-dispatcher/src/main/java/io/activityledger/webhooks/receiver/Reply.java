package io.activityledger.webhooks.receiver;

import java.util.Map;

/// What came of one attempt, with the few headers of the answer that tell a person something?
///
/// @param headers by their lower-case names; empty where nobody answered
public record Reply(Answer answer, Map<String, String> headers) {
    public Reply {
        headers = Map.copyOf(headers);
    }
}
