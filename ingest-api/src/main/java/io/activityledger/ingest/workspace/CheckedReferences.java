package io.activityledger.ingest.workspace;

import io.activityledger.access.Workspaces;
import io.activityledger.ingest.reference.KnownReferences;
import io.activityledger.schemas.Subject;
import java.util.List;
import java.util.Set;

/// Are there such contacts, deals and companies? In a workspace that has turned the check off,
/// whatever is named counts as known.
public final class CheckedReferences implements KnownReferences {

    private final Workspaces workspaces;
    private final KnownReferences known;

    public CheckedReferences(Workspaces workspaces, KnownReferences known) {
        this.workspaces = workspaces;
        this.known = known;
    }

    @Override
    public Found find(String workspaceId, List<Subject> subjects) {
        return workspaces.of(workspaceId).referenceCheck()
                ? known.find(workspaceId, subjects)
                : new Found.All();
    }

    @Override
    public Looked look(String workspaceId, Set<Subject> subjects) {
        return workspaces.of(workspaceId).referenceCheck()
                ? known.look(workspaceId, subjects)
                : new Looked(Set.of(), Set.of(), new Found.All());
    }
}
