package io.activityledger.access;

import io.activityledger.access.Admission.Admitted;
import io.activityledger.access.Admission.Refused;
import io.activityledger.schemas.Permission;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// May a request with this `Authorization` pass a door that asks for this permission? Refuses in
/// the order 401, 403, 429. Safe for many threads.
public final class Gatekeeper {

    private static final String SCHEME = "bearer ";

    private final KeyRing keys;
    private final InstantSource clock;
    private final Map<KeyHash, Quota> quotas = new ConcurrentHashMap<>();

    public Gatekeeper(KeyRing keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// `authorization` is the header's text, empty where there is none.
    public Admission admit(String authorization, boolean fromLoopback, Permission needed) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return unauthorized("Send your API key as 'Authorization: Bearer <key>'");
        }
        Optional<ApiKey> key =
                keys.find(authorization.substring(SCHEME.length()).strip())
                        .filter(found -> found.usableAt(clock.instant(), fromLoopback));
        return key.isEmpty()
                ? unauthorized("Invalid or expired API key")
                : permitted(key.get(), needed);
    }

    private Admission permitted(ApiKey key, Permission needed) {
        Optional<Permission> missing = key.missing(needed);
        return missing.isPresent()
                ? new Refused(
                        403,
                        "insufficient_permissions",
                        "This API key lacks the permission " + missing.get().text(),
                        Map.of())
                : withinLimits(key);
    }

    private Admission withinLimits(ApiKey key) {
        if (key.limits().isEmpty()) {
            return new Admitted(key.caller(), Map.of());
        }
        Quota quota = quotas.computeIfAbsent(key.hash(), _ -> new Quota(key.limits(), clock));
        return switch (quota.take()) {
            case Quota.Taken.Granted(var headers) -> new Admitted(key.caller(), headers);
            case Quota.Taken.Exhausted(var wait, var headers) -> {
                long seconds = wait.plusMillis(999).toSeconds();
                Map<String, String> all = new HashMap<>(headers);
                all.put("Retry-After", Long.toString(seconds));
                yield new Refused(
                        429,
                        "rate_limited",
                        "Rate limit exceeded: try again in " + seconds + " s",
                        Map.copyOf(all));
            }
        };
    }

    private static Refused unauthorized(String message) {
        return new Refused(401, "invalid_key", message, Map.of("WWW-Authenticate", "Bearer"));
    }
}
