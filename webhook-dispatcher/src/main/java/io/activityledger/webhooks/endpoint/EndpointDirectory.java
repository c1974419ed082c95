package io.activityledger.webhooks.endpoint;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which endpoints were there at one moment? Never changes: readers need no lock.
final class EndpointDirectory {

    private static final Comparator<Endpoint> NEWEST_FIRST =
            Comparator.comparing(Endpoint::createdAt).thenComparing(Endpoint::id).reversed();

    private final Map<String, Workspace> workspaces;

    private EndpointDirectory(Map<String, Workspace> workspaces) {
        this.workspaces = workspaces;
    }

    static EndpointDirectory empty() {
        return new EndpointDirectory(Map.of());
    }

    /// Newest first.
    List<Endpoint> of(String workspaceId) {
        Workspace workspace = workspaces.get(workspaceId);
        return workspace == null ? List.of() : workspace.newestFirst();
    }

    Optional<Endpoint> find(String workspaceId, String endpointId) {
        return Optional.ofNullable(workspaces.get(workspaceId))
                .map(workspace -> workspace.byId().get(endpointId));
    }

    /// The same with other endpoints in the workspaces that are named.
    EndpointDirectory with(Map<String, List<Endpoint>> changed) {
        Map<String, Workspace> next = new HashMap<>(workspaces);
        changed.forEach((workspaceId, endpoints) -> {
            if (endpoints.isEmpty()) {
                next.remove(workspaceId);
            } else {
                next.put(workspaceId, Workspace.of(endpoints));
            }
        });
        return new EndpointDirectory(Map.copyOf(next));
    }

    private record Workspace(List<Endpoint> newestFirst, Map<String, Endpoint> byId) {

        static Workspace of(List<Endpoint> endpoints) {
            Map<String, Endpoint> byId = new LinkedHashMap<>();
            endpoints.forEach(endpoint -> byId.put(endpoint.id(), endpoint));
            return new Workspace(
                    byId.values().stream().sorted(NEWEST_FIRST).toList(), Map.copyOf(byId));
        }
    }
}
