package io.activityledger.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.kit.settings.Unusable;
import io.activityledger.schemas.Permission;
import io.activityledger.schemas.PermissionNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which keys does a keys file hold, and what is wrong with it? Read once, at start.
///
/// ```json
/// {"keys": [{"key_sha256": "…", "workspace": "acme", "user_id": "…", "permissions": ["activities:read"],
///            "rate_limits": [{"requests": 200, "seconds": 60}], "expires_at": "2027-01-01T00:00:00Z"}]}
/// ```
///
/// `key` may stand in place of `key_sha256`, `rate_limit_tier` in place of `rate_limits`; these and
/// `expires_at` may be left out.
public final class KeysFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final List<String> problems = new ArrayList<>();

    private KeysFile() {}

    /// The keys in `file`; throws [InvalidKeysFile] that names every problem at once.
    public static KeyRing read(Path file) {
        var reading = new KeysFile();
        List<ApiKey> keys = reading.keys(file);
        if (!reading.problems.isEmpty()) {
            throw new InvalidKeysFile(file, reading.problems);
        }
        return KeyRing.of(keys);
    }

    private List<ApiKey> keys(Path file) {
        List<ApiKey> keys = new ArrayList<>();
        JsonNode entries = tree(file).path("keys");
        if (!problems.isEmpty()) {
            return keys;
        }
        if (!entries.isArray()) {
            problems.add("it must be an object whose 'keys' is an array");
            return keys;
        }
        for (int at = 0; at < entries.size(); at++) {
            keys.add(key(entries.get(at), "keys[" + at + "]"));
        }
        if (keys.stream().map(ApiKey::hash).distinct().count() < keys.size()) {
            problems.add("the same key stands in it twice");
        }
        return keys;
    }

    private JsonNode tree(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException notJson) {
            problems.add("it is no JSON: " + notJson.getOriginalMessage());
        } catch (IOException unreadable) {
            problems.add("it cannot be read: " + unreadable);
        }
        return JSON.createObjectNode();
    }

    private ApiKey key(JsonNode entry, String where) {
        Allowance allowance = allowance(entry, where);
        return new ApiKey(
                hash(entry, where),
                new Caller(
                        text(entry, "workspace", where),
                        text(entry, "user_id", where),
                        permissions(entry.path("permissions"), where),
                        allowance.tier()),
                allowance,
                ApiKey.Reach.ANYWHERE,
                expiry(entry, where));
    }

    private KeyHash hash(JsonNode entry, String where) {
        if (entry.hasNonNull("key")) {
            return KeyHash.of(text(entry, "key", where));
        }
        String hex = text(entry, "key_sha256", where);
        if (!hex.isEmpty() && !SHA_256.matcher(hex).matches()) {
            problems.add(where + ".key_sha256 must be 64 lower-case hexadecimal digits");
        }
        return new KeyHash(hex);
    }

    private String text(JsonNode entry, String name, String where) {
        String text = entry.path(name).asText("");
        if (text.isBlank()) {
            problems.add(where + "." + name + " is required");
        }
        return text;
    }

    private Set<Permission> permissions(JsonNode names, String where) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (JsonNode name : names) {
            Set<Permission> meaning = PermissionNames.meaning(name.asText());
            if (meaning.isEmpty()) {
                problems.add(where + ".permissions: unknown " + name + allowed());
            }
            permissions.addAll(meaning);
        }
        return permissions;
    }

    private static String allowed() {
        return "; allowed are " + String.join(", ", PermissionNames.spoken());
    }

    /// Whoever says nothing is not limited.
    private Allowance allowance(JsonNode entry, String where) {
        if (entry.hasNonNull("rate_limits")) {
            return new Allowance.Own(limits(entry.path("rate_limits"), where));
        }
        String word = entry.path("rate_limit_tier").asText(Tier.UNMETERED.word());
        Optional<Tier> tier = Tier.ofWord(word);
        if (tier.isEmpty()) {
            problems.add(where + ".rate_limit_tier must be standard, high or unmetered");
        }
        return new Allowance.OfTier(tier.orElse(Tier.STANDARD));
    }

    private List<RateLimit> limits(JsonNode entries, String where) {
        List<RateLimit> limits = new ArrayList<>();
        for (JsonNode entry : entries) {
            long requests = entry.path("requests").asLong(0);
            long seconds = entry.path("seconds").asLong(0);
            if (requests < 1 || requests > RateLimit.MOST_REQUESTS || seconds < 1) {
                problems.add(where + ".rate_limits: requests and seconds must be 1 or more");
            } else {
                limits.add(new RateLimit(requests, Duration.ofSeconds(seconds)));
            }
        }
        return List.copyOf(limits);
    }

    private Instant expiry(JsonNode entry, String where) {
        if (!entry.hasNonNull("expires_at")) {
            return ApiKey.NEVER;
        }
        try {
            return Instant.parse(entry.path("expires_at").asText());
        } catch (DateTimeException noTime) {
            problems.add(where + ".expires_at must be a time such as 2027-01-01T00:00:00Z");
            return ApiKey.NEVER;
        }
    }

    /// The keys file is not what a service can start with.
    public static final class InvalidKeysFile extends Unusable {
        InvalidKeysFile(Path file, List<String> problems) {
            super("the keys file " + file + " is not valid:\n  " + String.join("\n  ", problems));
        }
    }
}
