package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import io.activityledger.webhooks.endpoint.EndpointSearch.Found;
import io.activityledger.webhooks.endpoint.Publication.Published;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// How does a request change an endpoint? One fact for each field that it names, so that two
/// changes at a time lose nothing of each other.
///
/// A request that is cut off between two facts is sent again and says the same. Safe for many
/// threads; blocks its caller, a virtual one.
public final class EndpointUpdate {

    private final EndpointSearch search;
    private final Function<String, ReceiverUrls> urls;
    private final EndpointMint mint;
    private final Publication publication;

    /// @param urls those of a workspace
    public EndpointUpdate(
            EndpointSearch search,
            Function<String, ReceiverUrls> urls,
            EndpointMint mint,
            Publication publication) {
        this.search = search;
        this.urls = urls;
        this.mint = mint;
        this.publication = publication;
    }

    /// What came of a request.
    sealed interface Updated {

        /// `endpoint` is as this instance knows it now; `ignored` names the fields that were not
        /// known.
        record Done(Endpoint endpoint, Effect effect, List<String> ignored) implements Updated {}

        record Refused(Refusal refusal) implements Updated {}

        /// Whether anything was changed is unknown: ask again.
        record Unavailable(Refusal refusal, Duration retryAfter) implements Updated {}
    }

    Updated update(String idInPath, byte[] body, Caller caller) {
        return switch (search.one(caller.workspaceId(), idInPath)) {
            case Found.Current<Endpoint>(Endpoint endpoint) -> update(endpoint, body, caller);
            case Found.Stale<Endpoint>(Endpoint endpoint) -> update(endpoint, body, caller);
            case Found.Missing<Endpoint> _ -> new Updated.Refused(Refusals.notFound());
            case Found.Unavailable<Endpoint>(var refusal, var retryAfter) ->
                    new Updated.Unavailable(refusal, retryAfter);
        };
    }

    private Updated update(Endpoint endpoint, byte[] body, Caller caller) {
        return switch (WebhookChange.read(body, urls.apply(caller.workspaceId()))) {
            case WebhookChange.Reading.Refused(var refusal) -> new Updated.Refused(refusal);
            case WebhookChange.Reading.Accepted asked when asked.isNothing() ->
                    new Updated.Done(endpoint, Effect.NOW, asked.ignored());
            case WebhookChange.Reading.Accepted asked ->
                    published(
                            endpoint,
                            mint.changes(endpoint, asked, caller.userId()),
                            asked.ignored());
        };
    }

    private Updated published(Endpoint before, List<Fact> changes, List<String> ignored) {
        return switch (publication.publish(changes)) {
            case Published.Unavailable(var retryAfter, String reason) ->
                    new Updated.Unavailable(Refusals.logUnavailable(reason), retryAfter);
            case Published.Standing(Effect effect) ->
                    search.known(before.workspaceId(), before.id())
                            .<Updated>map(after -> new Updated.Done(after, effect, ignored))
                            .orElseGet(() -> new Updated.Refused(Refusals.notFound()));
        };
    }
}
