package io.activityledger.access;

import io.activityledger.access.Admission.Admitted;
import io.activityledger.access.Admission.Refused;
import io.activityledger.schemas.Permission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// May a request with this `Authorization` pass a door that asks for this permission? Refuses in
/// the order 401, 403, 429; 503 where nobody can tell whether there is such a key. Safe for many
/// threads.
public final class Gatekeeper {

    private static final String SCHEME = "bearer ";
    private static final String RETRY_SECONDS = "1";

    private final Keys keys;
    private final Workspaces workspaces;
    private final RateLimitSettings limits;
    private final InstantSource clock;
    private final Quotas quotas;

    /// With keys that do not change, in workspaces about which nothing is set.
    public Gatekeeper(KeyRing keys, InstantSource clock) {
        this(keys, Workspaces.UNSET, RateLimitSettings.defaults(), clock);
    }

    Gatekeeper(Keys keys, Workspaces workspaces, RateLimitSettings limits, InstantSource clock) {
        this.keys = keys;
        this.workspaces = workspaces;
        this.limits = limits;
        this.clock = clock;
        this.quotas = new Quotas(limits.tracked(), clock);
    }

    /// `authorization` is the header's text, empty where there is none.
    public Admission admit(String authorization, boolean fromLoopback, Permission needed) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return unauthorized("Send your API key as 'Authorization: Bearer <key>'");
        }
        var presented = authorization.substring(SCHEME.length()).strip();
        return admit(keys.find(presented), fromLoopback, needed);
    }

    /// The same on behalf of a key that was admitted before: a ticket says which.
    Admission admit(KeyHash key, boolean fromLoopback, Permission needed) {
        return admit(keys.find(key), fromLoopback, needed);
    }

    /// Whether who was admitted would be still, limits apart: of a key that nobody can tell about
    /// nothing else is known than that it was.
    public boolean stands(Caller caller, Permission needed) {
        return switch (keys.find(caller.key())) {
            case Keys.Lookup.Found(ApiKey key) ->
                    clock.instant().isBefore(key.expiresAt()) && key.missing(needed).isEmpty();
            case Keys.Lookup.Unknown _ -> false;
            case Keys.Lookup.Untold _ -> true;
        };
    }

    private Admission admit(Keys.Lookup lookup, boolean fromLoopback, Permission needed) {
        return switch (lookup) {
            case Keys.Lookup.Found(ApiKey key) when key.usableAt(clock.instant(), fromLoopback) ->
                    permitted(key, needed);
            case Keys.Lookup.Found _, Keys.Lookup.Unknown _ ->
                    unauthorized("Invalid or expired API key");
            case Keys.Lookup.Untold(String reason) -> untold(reason);
        };
    }

    Workspaces workspaces() {
        return workspaces;
    }

    private Admission permitted(ApiKey key, Permission needed) {
        List<RateLimit> ofKey = limits.of(key.allowance());
        List<RateLimit> ofWorkspace =
                limits.shares(workspaces.of(key.caller().workspaceId()).rateLimits());
        Optional<Permission> missing = key.missing(needed);
        if (missing.isPresent()) {
            return forbidden(missing.get(), look(key, ofKey, ofWorkspace));
        }
        return ofKey.isEmpty() && ofWorkspace.isEmpty()
                ? new Admitted(key.caller(), Map.of())
                : withinLimits(key, ofKey, ofWorkspace);
    }

    private Admission withinLimits(ApiKey key, List<RateLimit> ofKey, List<RateLimit> ofWorkspace) {
        var headers = new LimitHeaders();
        Quota own = ofKey.isEmpty() ? null : keyQuota(key, ofKey);
        if (own != null) {
            Quota.Taken taken = own.take();
            headers.ofKey(taken.left());
            if (taken instanceof Quota.Taken.Exhausted(_, Duration wait)) {
                return exhausted(headers.exhausted(wait), wait);
            }
        }
        if (!ofWorkspace.isEmpty()) {
            Quota.Taken taken = workspaceQuota(key, ofWorkspace).take();
            headers.ofWorkspace(taken.left());
            if (taken instanceof Quota.Taken.Exhausted(_, Duration wait)) {
                if (own != null) {
                    own.giveBack();
                }
                return exhausted(headers.exhausted(wait), wait);
            }
        }
        return new Admitted(key.caller(), headers.granted());
    }

    private Map<String, String> look(
            ApiKey key, List<RateLimit> ofKey, List<RateLimit> ofWorkspace) {
        var headers = new LimitHeaders();
        if (!ofKey.isEmpty()) {
            headers.ofKey(keyQuota(key, ofKey).look());
        }
        if (!ofWorkspace.isEmpty()) {
            headers.ofWorkspace(workspaceQuota(key, ofWorkspace).look());
        }
        return headers.granted();
    }

    private Quota keyQuota(ApiKey key, List<RateLimit> ofKey) {
        return quotas.of("key " + key.hash().hex(), ofKey);
    }

    private Quota workspaceQuota(ApiKey key, List<RateLimit> ofWorkspace) {
        return quotas.of("workspace " + key.caller().workspaceId(), ofWorkspace);
    }

    private static Refused forbidden(Permission missing, Map<String, String> headers) {
        return new Refused(
                403,
                "insufficient_permissions",
                "This API key lacks the permission " + missing.text(),
                headers);
    }

    private static Refused exhausted(Map<String, String> headers, Duration wait) {
        return new Refused(
                429,
                "rate_limited",
                "Rate limit exceeded: try again in " + LimitHeaders.seconds(wait) + " s",
                headers);
    }

    private static Refused untold(String reason) {
        return new Refused(
                503,
                "keys_unavailable",
                "Whether this API key is known cannot be told now: " + reason,
                Map.of("Retry-After", RETRY_SECONDS));
    }

    private static Refused unauthorized(String message) {
        return new Refused(401, "invalid_key", message, Map.of("WWW-Authenticate", "Bearer"));
    }
}
