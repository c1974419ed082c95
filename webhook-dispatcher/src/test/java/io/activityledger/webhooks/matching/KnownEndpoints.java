package io.activityledger.webhooks.matching;

import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.endpoint.Endpoints;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Endpoints as a test says they are.
final class KnownEndpoints implements Endpoints {

    private final List<Endpoint> all = new ArrayList<>();
    int catchUps;

    static Endpoint endpoint(String id, long... from) {
        return new Endpoint(
                "dev",
                id,
                URI.create("https://" + id + ".example/hook"),
                List.of("activity.created"),
                null,
                true,
                List.of(new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")),
                java.util.Arrays.stream(from).boxed().toList(),
                Instant.EPOCH,
                null);
    }

    KnownEndpoints with(Endpoint endpoint) {
        all.add(endpoint);
        return this;
    }

    @Override
    public List<Endpoint> of(String workspaceId) {
        return all.stream().filter(it -> it.workspaceId().equals(workspaceId)).toList();
    }

    @Override
    public Optional<Endpoint> find(String workspaceId, String endpointId) {
        return of(workspaceId).stream().filter(it -> it.id().equals(endpointId)).findFirst();
    }

    @Override
    public void catchUp() {
        catchUps++;
    }
}
