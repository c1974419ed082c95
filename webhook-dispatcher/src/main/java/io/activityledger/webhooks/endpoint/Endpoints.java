package io.activityledger.webhooks.endpoint;

import java.util.List;
import java.util.Optional;

/// Which endpoints are there? As far as this instance has read `webhook-endpoints`; deleted ones
/// are gone. Safe for any thread, and never waits.
public interface Endpoints {

    List<Endpoint> of(String workspaceId);

    Optional<Endpoint> find(String workspaceId, String endpointId);

    /// Waits until everything that `webhook-endpoints` held when this was asked has been read;
    /// throws where that takes longer than its bound.
    void catchUp() throws InterruptedException;
}
