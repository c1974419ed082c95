package io.activityledger.ingest.reference;

import io.activityledger.access.Caller;
import io.activityledger.dialects.leadlex.LeadLexNewReferences;
import io.activityledger.dialects.leadlex.NewReference;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// `POST /v1/contacts`, `/v1/contacts/bulk` and the same for deals: who was let in creates one or
/// many, whose ids we mint.
final class CreateReferencesEndpoint {

    private static final String ADJUSTED = "Ledger-Adjusted";

    private final Subject.Kind kind;
    private final LeadLexNewReferences requests;
    private final ReferenceLimits limits;
    private final ReferenceDoors.House house;
    private final InstantSource clock;

    /// `kind` is what `requests` create.
    CreateReferencesEndpoint(
            Subject.Kind kind,
            LeadLexNewReferences requests,
            ReferenceLimits limits,
            ReferenceDoors.House house,
            InstantSource clock) {
        this.kind = kind;
        this.requests = requests;
        this.limits = limits;
        this.house = house;
        this.clock = clock;
    }

    /// Creates the one that is the body.
    void one(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, limits.maxBody())
                .ifPresent(body -> {
                    Instant now = clock.instant();
                    create(
                            new Request(ctx, caller, now),
                            requests.one(body, now),
                            made -> requests.answerToOne(made.getFirst()));
                });
    }

    /// Creates those that the body lists, all or, where one of them is not valid, none.
    void many(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, limits.maxBulkBody())
                .ifPresent(body -> {
                    Instant now = clock.instant();
                    create(
                            new Request(ctx, caller, now),
                            requests.many(body, now),
                            requests::answerToMany);
                });
    }

    private void create(
            Request request,
            LeadLexNewReferences.Reading reading,
            Function<List<NewReference>, byte[]> answer) {
        switch (reading) {
            case LeadLexNewReferences.Reading.Refused(var refusal) ->
                    JsonEndpoint.refuse(request.ctx, refusal);
            case LeadLexNewReferences.Reading.Accepted(var made) -> {
                if (pointsAtKnown(request, made) && stands(request, made)) {
                    if (made.stream().anyMatch(NewReference::adjusted)) {
                        request.ctx.header(ADJUSTED, "created_date");
                    }
                    Answers.json(request.ctx, 201, answer.apply(made));
                }
            }
        }
    }

    /// False when the request has been answered already.
    private boolean pointsAtKnown(Request request, List<NewReference> made) {
        List<Subject> links =
                made.stream().flatMap(each -> each.links().stream()).distinct().toList();
        return switch (house.known().find(request.caller.workspaceId(), links)) {
            case KnownReferences.Found.All _ -> true;
            case KnownReferences.Found.Missing(Subject subject) -> {
                JsonEndpoint.refuse(request.ctx, ReferenceRefusals.notFound(subject));
                yield false;
            }
            case KnownReferences.Found.Unreachable(var retryAfter, String reason) -> {
                JsonEndpoint.refuse(request.ctx, ReferenceRefusals.unreachable(reason), retryAfter);
                yield false;
            }
        };
    }

    /// False when the request has been answered already.
    private boolean stands(Request request, List<NewReference> made) {
        var references = made.stream().map(each -> reference(request, each)).toList();
        return switch (house.log().create(references)) {
            case ReferenceLog.Creation.Created _ -> true;
            case ReferenceLog.Creation.TooLarge(int bytes) -> {
                JsonEndpoint.refuse(request.ctx, ReferenceRefusals.tooLarge(bytes));
                yield false;
            }
            case ReferenceLog.Creation.Unavailable(var retryAfter, String reason) -> {
                JsonEndpoint.refuse(request.ctx, ReferenceRefusals.unavailable(reason), retryAfter);
                yield false;
            }
        };
    }

    private Reference reference(Request request, NewReference made) {
        return new Reference(
                request.caller.workspaceId(), kind, made.id(), request.now, made.attributesJson());
    }

    private record Request(Context ctx, Caller caller, Instant now) {}
}
