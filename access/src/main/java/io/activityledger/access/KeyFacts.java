package io.activityledger.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Permission;
import io.activityledger.schemas.PermissionNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How are facts about API keys spelled and read?
///
/// ```
/// created   {"key_sha256", "prefix", "name", "description", "permissions", "rate_limit_tier", "user_id", "expires_at",
///            "idempotency_key"}
/// revoked   {}
/// ```
///
/// Permissions that only a later version of this house knows open nothing here.
public final class KeyFacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyFacts() {}

    /// From now on the key opens nothing.
    public static Fact revoked(StoredKey key, Instant at, String by) {
        return new Fact(key.workspaceId(), key.id(), Fact.REVOKED, at, by, "{}");
    }

    static Fact created(StoredKey key, String by) {
        ObjectNode value = JSON.createObjectNode();
        value.put("key_sha256", key.hash().hex());
        value.put("prefix", key.prefix());
        value.put("name", key.name());
        value.put("description", key.description());
        var permissions = value.putArray("permissions");
        key.permissions().stream().sorted().map(Permission::text).forEach(permissions::add);
        value.put("rate_limit_tier", key.tier().word());
        value.put("user_id", key.userId());
        Instant expiry = key.expiresAt();
        value.put("expires_at", expiry == null ? null : expiry.toString());
        if (key.idempotencyKey() != null) {
            value.put("idempotency_key", key.idempotencyKey());
        }
        return new Fact(
                key.workspaceId(), key.id(), Fact.CREATED, key.createdAt(), by, value.toString());
    }

    /// The key that these facts are about; none where it is revoked or cannot be read.
    static Optional<StoredKey> read(Map<String, Fact> facts) {
        Fact created = facts.get(Fact.CREATED);
        if (created == null || facts.containsKey(Fact.REVOKED)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(created, JSON.readTree(created.valueJson())));
        } catch (JsonProcessingException
                | DateTimeException
                | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static StoredKey read(Fact created, JsonNode value) {
        return new StoredKey(
                created.workspaceId(),
                created.aggregateId(),
                new KeyHash(value.path("key_sha256").asText()),
                value.path("prefix").asText(),
                value.path("name").asText(),
                value.path("description").textValue(),
                permissions(value.path("permissions")),
                Tier.ofWord(value.path("rate_limit_tier").asText()).orElse(Tier.STANDARD),
                value.path("user_id").asText(),
                value.hasNonNull("expires_at")
                        ? Instant.parse(value.path("expires_at").asText())
                        : null,
                value.path("idempotency_key").textValue(),
                created.recordedAt());
    }

    private static Set<Permission> permissions(JsonNode names) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        names.forEach(name -> permissions.addAll(PermissionNames.meaning(name.asText())));
        return Set.copyOf(permissions);
    }
}
