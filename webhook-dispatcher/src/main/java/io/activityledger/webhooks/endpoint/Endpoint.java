package io.activityledger.webhooks.endpoint;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who wants to be told of which events, where? What all facts of one endpoint add up to.
///
/// @param events names of events; those that are never sent may be among them
/// @param secrets the newest first, those included that have ended; empty where none can be opened
///   with this house's secret
/// @param from per partition of `activities`, the offset of the first record it may be told of
/// @param lastDelivery how the latest attempt ended, as far as it has been told
/// @param settings what it has been set to, beyond what LeadLex knows
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
        @Nullable LastDelivery lastDelivery,
        EndpointSettings settings) {

    /// That may sign at a time.
    static final int MOST_SECRETS = 5;

    public Endpoint {
        events = List.copyOf(events);
        secrets = List.copyOf(secrets);
        from = List.copyOf(from);
    }

    /// One of which everything else is as the house has it.
    public Endpoint(
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
        this(
                workspaceId,
                id,
                url,
                events,
                description,
                active,
                secrets,
                from,
                createdAt,
                lastDelivery,
                EndpointSettings.usual());
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

    /// Those that sign at that moment, the newest first.
    public List<EndpointSecret> secretsAt(Instant now) {
        return secrets.stream()
                .filter(secret -> now.isBefore(secret.until()))
                .limit(MOST_SECRETS)
                .toList();
    }
}
