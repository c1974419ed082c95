package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.settings.Secret;
import io.activityledger.schemas.Fact;
import io.activityledger.testkit.Activities;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Facts and what they need, for tests.
final class Facts {

    static final String WORKSPACE = "acme";
    static final Instant NOON = Activities.NOON;
    static final EndpointSecret SHOWN =
            new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    private Facts() {}

    static Secret house(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Secret.of(bytes);
    }

    static EndpointSecrets secrets() {
        return new EndpointSecrets(List.of(house(1)), new Random(7));
    }

    static Endpoint endpoint(String id, Instant createdAt) {
        return new Endpoint(
                WORKSPACE,
                id,
                URI.create("https://" + id + ".example/hook"),
                List.of("activity.created", "contact.created"),
                "the first",
                true,
                List.of(SHOWN),
                List.of(3L, 0L, 41L),
                createdAt,
                null);
    }

    static Fact created(Endpoint endpoint) {
        String sealed = secrets().seal(SHOWN, endpoint.workspaceId(), endpoint.id());
        return EndpointFacts.created(endpoint, sealed, "ada");
    }

    static Fact fact(String id, String fact, String json) {
        return new Fact(WORKSPACE, id, fact, NOON, "ada", json);
    }
}
