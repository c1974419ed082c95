package io.activityledger.ingest.workspace;

import io.activityledger.access.Caller;
import io.activityledger.access.KeyMint;
import io.activityledger.access.Tier;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.reading.RequestFields;
import io.activityledger.schemas.Permission;
import io.activityledger.schemas.PermissionNames;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which key does a client ask for? Every field and limit of LeadLex's "Create API key" page, and
/// our extension `user_id`. Nobody is given more than the asker has.
final class KeyRequest {

    static final int LONGEST_NAME = 120;
    static final int LONGEST_DESCRIPTION = 500;
    static final int MOST_PERMISSIONS = 100;

    private static final Duration FURTHEST_EXPIRY = Duration.ofDays(36_525);

    private KeyRequest() {}

    /// What came of reading a request.
    sealed interface Reading {

        record Accepted(KeyMint.Wanted wanted, List<String> ignored) implements Reading {}

        record Refused(Refusal refusal) implements Reading {}
    }

    static Reading read(byte[] body, Caller caller, Instant now) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new Reading.Refused(Refusals.malformed(reason));
            case JsonReading.Sound(Json.JsonObject object) ->
                    read(new RequestFields(object), caller, now);
        };
    }

    private static Reading read(RequestFields fields, Caller caller, Instant now) {
        fields.required("name");
        String name = fields.label("name", LONGEST_NAME).orElse("");
        if (name.isBlank()) {
            fields.refuse("name", Kind.NOT_VALID, "must have 1 to 120 characters");
        }
        var wanted =
                new KeyMint.Wanted(
                        caller.workspaceId(),
                        name,
                        fields.text("description", LONGEST_DESCRIPTION).orElse(null),
                        permissions(fields),
                        tier(fields),
                        fields.id("user_id").orElse(null),
                        expiry(fields, now).orElse(null));
        if (!fields.problems().isEmpty()) {
            return new Reading.Refused(Refusals.ofFields(fields));
        }
        Optional<Refusal> tooMuch = tooMuch(wanted, caller);
        return tooMuch.isPresent()
                ? new Reading.Refused(tooMuch.get())
                : new Reading.Accepted(wanted, fields.ignored());
    }

    private static Set<Permission> permissions(RequestFields fields) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        fields.required("permissions");
        List<Json> names = fields.items("permissions");
        if (names.isEmpty() || names.size() > MOST_PERMISSIONS) {
            fields.refuse("permissions", Kind.NOT_VALID, "must hold 1 to 100 permissions");
            return permissions;
        }
        for (Json name : names) {
            Set<Permission> meaning =
                    name instanceof Json.JsonText(String text)
                            ? PermissionNames.meaning(text)
                            : Set.of();
            if (meaning.isEmpty()) {
                fields.refuse(
                        "permissions",
                        Kind.NOT_ONE_OF,
                        "must be of " + String.join(", ", PermissionNames.spoken()));
            }
            permissions.addAll(meaning);
        }
        return permissions;
    }

    /// Who says nothing asks for the standard.
    private static Tier tier(RequestFields fields) {
        Optional<String> word = fields.text("rate_limit_tier");
        Optional<Tier> tier = word.flatMap(Tier::ofWord);
        if (word.isPresent() && tier.isEmpty()) {
            fields.refuse(
                    "rate_limit_tier", Kind.NOT_ONE_OF, "must be standard, high or unmetered");
        }
        return tier.orElse(Tier.STANDARD);
    }

    private static Optional<Instant> expiry(RequestFields fields, Instant now) {
        return fields.time(
                "expires_at",
                now.plusMillis(1),
                now.plus(FURTHEST_EXPIRY),
                "now and a hundred years from now");
    }

    private static Optional<Refusal> tooMuch(KeyMint.Wanted wanted, Caller caller) {
        Set<Permission> beyond = new TreeSet<>(wanted.permissions());
        beyond.removeAll(caller.permissions());
        if (!beyond.isEmpty()) {
            List<String> names = beyond.stream().map(Permission::text).toList();
            return Optional.of(
                    Refusals.forbidden(
                            "This API key cannot grant what it lacks: "
                                    + String.join(", ", names)));
        }
        return wanted.tier().compareTo(caller.tier()) > 0
                ? Optional.of(
                        Refusals.forbidden(
                                "This API key cannot grant a tier beyond " + caller.tier().word()))
                : Optional.empty();
    }
}
