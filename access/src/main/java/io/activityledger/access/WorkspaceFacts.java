package io.activityledger.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.schemas.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How are facts about a workspace spelled and read? One for each field, `config/<field>` with
/// `{"value": …}`: the last one said wins, field by field.
public final class WorkspaceFacts {

    public static final String REFERENCE_CHECK = "reference_check";
    public static final String ALLOW_HTTP_WEBHOOKS = "allow_http_webhooks";
    public static final String ALLOWED_ORIGINS = "allowed_origins";
    public static final String RATE_LIMITS = "rate_limits";

    private static final String SETTINGS = "settings";
    private static final ObjectMapper JSON = new ObjectMapper();

    private WorkspaceFacts() {}

    /// What a field says from now on.
    ///
    /// @param valueJson as JSON text
    public static Fact config(
            String workspaceId, String field, String valueJson, Instant at, String by) {
        return new Fact(
                workspaceId,
                SETTINGS,
                Fact.CONFIG + field,
                at,
                by,
                "{\"value\":" + valueJson + "}");
    }

    static Optional<Workspace> read(Map<String, Fact> facts) {
        return facts.values().stream()
                .map(Fact::workspaceId)
                .findAny()
                .map(id -> read(Workspace.unset(id), facts));
    }

    private static Workspace read(Workspace unset, Map<String, Fact> facts) {
        return new Workspace(
                unset.id(),
                value(facts, REFERENCE_CHECK).asBoolean(unset.referenceCheck()),
                value(facts, ALLOW_HTTP_WEBHOOKS).asBoolean(unset.allowHttpWebhooks()),
                texts(value(facts, ALLOWED_ORIGINS)),
                limits(value(facts, RATE_LIMITS)));
    }

    private static JsonNode value(Map<String, Fact> facts, String field) {
        Fact fact = facts.get(Fact.CONFIG + field);
        try {
            return JSON.readTree(fact == null ? "{}" : fact.valueJson()).path("value");
        } catch (JsonProcessingException unreadable) {
            return JSON.missingNode();
        }
    }

    private static List<String> texts(JsonNode items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static List<RateLimit> limits(JsonNode items) {
        List<RateLimit> limits = new ArrayList<>();
        for (JsonNode item : items) {
            long requests = item.path("requests").asLong();
            long seconds = item.path("seconds").asLong();
            if (requests >= 1 && requests <= RateLimit.MOST_REQUESTS && seconds >= 1) {
                limits.add(new RateLimit(requests, Duration.ofSeconds(seconds)));
            }
        }
        return limits;
    }
}
