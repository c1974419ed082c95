package io.activityledger.webhooks.endpoint;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who wants to be told of which events, where? What all facts of one endpoint add up to.
///
/// @param events names of events; those that are never sent may be among them
/// @param secrets the one that signs first; empty where none can be opened with this house's secret
/// @param from per partition of `activities`, the offset of the first record it may be told of
/// @param lastDelivery how the latest attempt ended, as far as it has been told
public record Endpoint(
        String workspaceId,
        String id,
        URI url,
        List<String> events,
        @Nullable String description,
        boolean active,
        List<EndpointSecret> secrets,
        List<Long> from,
        Instant createdAt,
        @Nullable LastDelivery lastDelivery) {

    public Endpoint {
        events = List.copyOf(events);
        secrets = List.copyOf(secrets);
        from = List.copyOf(from);
    }

    /// The latest attempt that ended.
    public record LastDelivery(boolean succeeded, Instant at) {}

    /// Whether the event that stands there on `activities` is for this endpoint.
    public boolean wants(String event, int partition, long offset) {
        return active
                && partition < from.size()
                && offset >= from.get(partition)
                && events.contains(event);
    }
}
