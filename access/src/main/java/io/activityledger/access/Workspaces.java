package io.activityledger.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How is each workspace set? The port to wherever that is known.
public interface Workspaces {

    /// Nobody has set anything.
    Workspaces UNSET = settled(List.of());

    Workspace of(String workspaceId);

    /// Whether any workspace allows pages of this origin.
    boolean anyAllows(String origin);

    /// As they were at one moment; never changes.
    static Workspaces settled(Collection<Workspace> workspaces) {
        Map<String, Workspace> byId =
                workspaces.stream()
                        .collect(Collectors.toUnmodifiableMap(Workspace::id, Function.identity()));
        var origins =
                workspaces.stream()
                        .flatMap(workspace -> workspace.allowedOrigins().stream())
                        .collect(Collectors.toUnmodifiableSet());
        return new Workspaces() {
            @Override
            public Workspace of(String workspaceId) {
                Workspace workspace = byId.get(workspaceId);
                return workspace == null ? Workspace.unset(workspaceId) : workspace;
            }

            @Override
            public boolean anyAllows(String origin) {
                return origins.contains(origin) || origins.contains(Workspace.ANY_ORIGIN);
            }
        };
    }
}
