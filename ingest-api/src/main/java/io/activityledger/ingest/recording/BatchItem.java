package io.activityledger.ingest.recording;

import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.leadlex.LeadLexRequest;
import io.activityledger.ingest.deduplication.IdempotencyKey;
import io.activityledger.ingest.deduplication.IdempotencyKey.Given;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What does one item of a batch ask for, and under which idempotency key? Its own, or that of the
/// batch with its place in it behind: `key#0`, `key#1` and so on.
record BatchItem(DraftReading reading, Given given) {

    private static final String KEY = "idempotency_key";

    static BatchItem refused(Refusal refusal) {
        return new BatchItem(new DraftReading.Refused(refusal), new Given.None());
    }

    static BatchItem read(byte[] text, int place, Given ofBatch, Instant now) {
        return switch (JsonParser.parseObject(text)) {
            case JsonReading.Malformed(String reason) ->
                    refused(Refusal.of(400, "validation_error", reason));
            case JsonReading.Sound(Json.JsonObject(var fields)) -> {
                Map<String, Json> others = new LinkedHashMap<>(fields);
                Given given = given(others.remove(KEY), place, ofBatch);
                yield new BatchItem(LeadLexRequest.read(new Json.JsonObject(others), now), given);
            }
        };
    }

    private static Given given(@Nullable Json own, int place, Given ofBatch) {
        if (own instanceof Json.JsonText(String text)) {
            return IdempotencyKey.parse(text);
        }
        if (own != null && !(own instanceof Json.JsonNull)) {
            return new Given.Malformed(KEY + " must be a string, not " + own.kind());
        }
        return ofBatch instanceof Given.One(IdempotencyKey(String key))
                ? new Given.One(new IdempotencyKey(key + "#" + place))
                : ofBatch;
    }
}
