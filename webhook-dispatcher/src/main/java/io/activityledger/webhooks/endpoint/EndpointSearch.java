package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.Refusal;
import io.activityledger.kit.kafka.CaughtUp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which endpoints has a workspace now? Behind everything that stood on the topic when it was
/// asked; what is older says so, and its absence is no answer.
///
/// Safe for many threads; blocks its caller, a virtual one.
public final class EndpointSearch {

    private final KnownEndpoints endpoints;
    private final EndpointLimits limits;

    public EndpointSearch(KnownEndpoints endpoints, EndpointLimits limits) {
        this.endpoints = endpoints;
        this.limits = limits;
    }

    /// What came of a question.
    public sealed interface Found<T> {

        record Current<T>(T found) implements Found<T> {}

        /// Newer facts may stand on the topic.
        record Stale<T>(T found) implements Found<T> {}

        record Missing<T>() implements Found<T> {}

        record Unavailable<T>(Refusal refusal, Duration retryAfter) implements Found<T> {}
    }

    /// Newest first.
    Found<List<Endpoint>> all(String workspaceId) {
        return switch (endpoints.freshened(limits.patience())) {
            case CaughtUp.Current _ -> new Found.Current<>(endpoints.of(workspaceId));
            case CaughtUp.Behind _ -> new Found.Stale<>(endpoints.of(workspaceId));
            case CaughtUp.Unread(String reason) -> unavailable(reason);
        };
    }

    /// The one whose id stands in a path.
    public Found<Endpoint> one(String workspaceId, String idInPath) {
        Optional<String> id = WebhookId.parse(idInPath);
        if (id.isEmpty()) {
            return new Found.Missing<>();
        }
        CaughtUp reading = endpoints.freshened(limits.patience());
        Optional<Endpoint> found = endpoints.find(workspaceId, id.get());
        return switch (reading) {
            case CaughtUp.Current _ ->
                    found.<Found<Endpoint>>map(Found.Current::new).orElseGet(Found.Missing::new);
            case CaughtUp.Behind(String reason) ->
                    found.<Found<Endpoint>>map(Found.Stale::new)
                            .orElseGet(() -> unavailable(reason));
            case CaughtUp.Unread(String reason) -> unavailable(reason);
        };
    }

    /// As far as this instance has read.
    Optional<Endpoint> known(String workspaceId, String endpointId) {
        return endpoints.find(workspaceId, endpointId);
    }

    private <T> Found<T> unavailable(String reason) {
        return new Found.Unavailable<>(Refusals.unread(reason), limits.retryAfter());
    }
}
