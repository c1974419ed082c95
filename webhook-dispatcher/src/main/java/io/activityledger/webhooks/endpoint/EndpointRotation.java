package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import io.activityledger.webhooks.endpoint.EndpointMint.Rotated;
import io.activityledger.webhooks.endpoint.EndpointSearch.Found;
import io.activityledger.webhooks.endpoint.Publication.Published;
import io.activityledger.webhooks.endpoint.WebhookFields.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How does an endpoint come to a new secret without a delivery that its receiver cannot verify?
///
/// ```
/// before   ════════════════════════════╗ until the overlap is over
/// new              ╔════════════════════════════════════▶
///                  ╚ shown in the answer, signs from here on
/// ```
///
/// Safe for many threads; blocks its caller, a virtual one.
public final class EndpointRotation {

    static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    static final int LONGEST_OVERLAP_SECONDS = 604_800;

    private static final String OVERLAP = "overlap";

    private final EndpointSearch search;
    private final EndpointMint mint;
    private final Publication publication;

    public EndpointRotation(EndpointSearch search, EndpointMint mint, Publication publication) {
        this.search = search;
        this.mint = mint;
        this.publication = publication;
    }

    /// What came of a request.
    sealed interface Turned {

        /// `ignored` names the fields that were not known.
        record Done(Endpoint endpoint, Rotated rotated, Effect effect, List<String> ignored)
                implements Turned {}

        record Refused(Refusal refusal) implements Turned {}

        /// Whether there is a new secret is unknown: nobody has seen it, so turn once more.
        record Unavailable(Refusal refusal, Duration retryAfter) implements Turned {}
    }

    /// What a body asks for, and what stands in it that nobody knows.
    private record Wish(Duration overlap, List<String> ignored) {}

    Turned rotate(String idInPath, byte[] body, Caller caller) {
        return switch (search.one(caller.workspaceId(), idInPath)) {
            case Found.Current<Endpoint>(Endpoint endpoint) -> rotate(endpoint, body, caller);
            case Found.Stale<Endpoint>(Endpoint endpoint) -> rotate(endpoint, body, caller);
            case Found.Missing<Endpoint> _ -> new Turned.Refused(Refusals.notFound());
            case Found.Unavailable<Endpoint>(var refusal, var retryAfter) ->
                    new Turned.Unavailable(refusal, retryAfter);
        };
    }

    private Turned rotate(Endpoint endpoint, byte[] body, Caller caller) {
        if (body.length == 0) {
            return within(endpoint, new Wish(USUAL_OVERLAP, List.of()), caller);
        }
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new Turned.Refused(Refusal.of(400, Code.VALIDATION_ERROR.text(), reason));
            case JsonReading.Sound(Json.JsonObject object) -> {
                var fields = new WebhookFields(object);
                Duration overlap = overlap(fields);
                Optional<Refusal> refusal = fields.refusal();
                yield refusal.isPresent()
                        ? new Turned.Refused(refusal.get())
                        : within(endpoint, new Wish(overlap, fields.ignored()), caller);
            }
        };
    }

    private static Duration overlap(WebhookFields fields) {
        Optional<Json> value = fields.value(OVERLAP);
        if (value.isEmpty()) {
            return USUAL_OVERLAP;
        }
        if (value.get() instanceof Json.JsonNumber(String literal)
                && literal.matches("\\d{1,6}")
                && Integer.parseInt(literal) <= LONGEST_OVERLAP_SECONDS) {
            return Duration.ofSeconds(Integer.parseInt(literal));
        }
        fields.refuse(
                OVERLAP,
                Code.VALIDATION_ERROR,
                "must be whole seconds from 0 to " + LONGEST_OVERLAP_SECONDS);
        return USUAL_OVERLAP;
    }

    private Turned within(Endpoint endpoint, Wish wish, Caller caller) {
        int signing = endpoint.secretsAt(mint.now()).size();
        if (signing >= Endpoint.MOST_SECRETS && !wish.overlap().isZero()) {
            return new Turned.Refused(Refusals.tooManySecrets(Endpoint.MOST_SECRETS));
        }
        Rotated rotated = mint.rotate(endpoint, wish.overlap(), caller.userId());
        return switch (publication.publish(rotated.fact())) {
            case Published.Standing(Effect effect) ->
                    new Turned.Done(endpoint, rotated, effect, wish.ignored());
            case Published.Unavailable(var retryAfter, String reason) ->
                    new Turned.Unavailable(Refusals.logUnavailable(reason), retryAfter);
        };
    }
}
