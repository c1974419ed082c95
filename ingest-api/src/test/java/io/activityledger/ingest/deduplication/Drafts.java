package io.activityledger.ingest.deduplication;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.DraftReading;
import io.activityledger.testkit.Activities;
import java.nio.charset.StandardCharsets;

/// Drafts as clients write them, with `'` for `"`.
final class Drafts {

    private Drafts() {}

    static ActivityDraft draft(Dialect dialect, String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return switch (dialect.read(body, Activities.NOON)) {
            case DraftReading.Accepted(var draft, _, _) -> draft;
            case DraftReading other -> throw new AssertionError(other);
        };
    }
}
