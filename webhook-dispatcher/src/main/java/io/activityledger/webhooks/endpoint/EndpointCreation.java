package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// How does a request become an endpoint that counts?
///
/// ```
/// body ─▶ fields, URL ─▶ room left? ─▶ where does the ledger end? ─▶ fact ─▶ applied everywhere?
///          └ 400          └ 400 · 503   └ 503                        └ 503   └ now · pending
/// ```
///
/// What the ledger holds already is never sent: its end is asked before the fact is appended. Safe
/// for many threads; blocks its caller, a virtual one.
public final class EndpointCreation {

    private final KnownEndpoints endpoints;
    private final Making making;
    private final Publication publication;
    private final EndpointLimits limits;

    /// What an endpoint is made of.
    ///
    /// @param urls those of a workspace
    public record Making(
            Function<String, ReceiverUrls> urls, ActivityEnds ends, EndpointMint mint) {}

    public EndpointCreation(
            KnownEndpoints endpoints,
            Making making,
            Publication publication,
            EndpointLimits limits) {
        this.endpoints = endpoints;
        this.making = making;
        this.publication = publication;
        this.limits = limits;
    }

    /// What came of a request.
    sealed interface Created {

        /// `ignored` names the fields that were not known.
        record Made(Endpoint endpoint, EndpointSecret secret, Effect effect, List<String> ignored)
                implements Created {}

        record Refused(Refusal refusal) implements Created {}

        /// Whether anything was made is unknown: ask again.
        record Unavailable(Refusal refusal, Duration retryAfter) implements Created {}
    }

    Created create(byte[] body, Caller caller) {
        return switch (WebhookRequest.read(body, making.urls().apply(caller.workspaceId()))) {
            case WebhookRequest.Reading.Refused(var refusal) -> new Created.Refused(refusal);
            case WebhookRequest.Reading.Accepted asked -> withinLimits(asked, caller);
        };
    }

    /// Counted as this instance knows them: two instances may let one more in between them.
    private Created withinLimits(WebhookRequest.Reading.Accepted asked, Caller caller) {
        if (endpoints.freshened(limits.patience()) instanceof CaughtUp.Unread(var reason)) {
            return unavailable(Refusals.unread(reason));
        }
        return endpoints.of(caller.workspaceId()).size() >= limits.perWorkspace()
                ? new Created.Refused(Refusals.tooMany(limits.perWorkspace()))
                : fromNowOn(asked, caller);
    }

    private Created fromNowOn(WebhookRequest.Reading.Accepted asked, Caller caller) {
        return switch (making.ends().now()) {
            case ActivityEnds.Ends.Unknown(String reason) ->
                    unavailable(Refusals.logUnavailable(reason));
            case ActivityEnds.Ends.Known(var offsets) ->
                    published(
                            making.mint()
                                    .mint(asked, caller.workspaceId(), caller.userId(), offsets),
                            asked);
        };
    }

    private Created published(EndpointMint.Minted minted, WebhookRequest.Reading.Accepted asked) {
        return switch (publication.publish(minted.fact())) {
            case Publication.Published.Standing(Effect effect) ->
                    new Created.Made(minted.endpoint(), minted.secret(), effect, asked.ignored());
            case Publication.Published.Unavailable(var retryAfter, String reason) ->
                    new Created.Unavailable(Refusals.logUnavailable(reason), retryAfter);
        };
    }

    private Created unavailable(Refusal refusal) {
        return new Created.Unavailable(refusal, limits.retryAfter());
    }
}
