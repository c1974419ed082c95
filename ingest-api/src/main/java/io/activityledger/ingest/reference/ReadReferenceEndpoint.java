package io.activityledger.ingest.reference;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.leadlex.LeadLexReferenceRequest;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.schemas.Subject;
import io.javalin.http.Context;

/// `GET /v1/contacts/{id}` and its like: who was let in sees everything that is kept of one, as it
/// stood after the request came.
final class ReadReferenceEndpoint implements AdmittedHandler {

    private static final String STALE = "Ledger-Stale";

    private final Subject.Kind kind;
    private final ReferenceReading references;

    /// `kind` is contact, deal or company.
    ReadReferenceEndpoint(Subject.Kind kind, ReferenceReading references) {
        this.kind = kind;
        this.references = references;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        ReferencePathEndpoint.subject(ctx, kind).ifPresent(subject -> show(ctx, caller, subject));
    }

    private void show(Context ctx, Caller caller, Subject subject) {
        switch (references.read(caller.workspaceId(), subject)) {
            case ReferenceReading.Known.Found(String attributes, boolean latest) -> {
                if (!latest) {
                    ctx.header(STALE, "true");
                }
                Answers.json(ctx, 200, LeadLexReferenceRequest.answer(attributes));
            }
            case ReferenceReading.Known.Missing _ ->
                    JsonEndpoint.refuse(ctx, ReferenceRefusals.notFound(subject));
            case ReferenceReading.Known.Unreachable(var retryAfter, String reason) ->
                    JsonEndpoint.refuse(ctx, ReferenceRefusals.unreachable(reason), retryAfter);
        }
    }
}
