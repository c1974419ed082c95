package io.activityledger.ingest.reference;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.leadlex.LeadLexReferenceRequest;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import io.javalin.http.Context;
import java.time.InstantSource;

/// `PUT /v1/contacts/{id}` and its like: who was let in makes one known or replaces it.
final class PutReferenceEndpoint implements AdmittedHandler {

    private final Subject.Kind kind;
    private final ByteSize maxBody;
    private final ReferenceLog log;
    private final InstantSource clock;

    /// `kind` is contact, deal or company.
    PutReferenceEndpoint(
            Subject.Kind kind, ByteSize maxBody, ReferenceLog log, InstantSource clock) {
        this.kind = kind;
        this.maxBody = maxBody;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, maxBody).ifPresent(body -> put(ctx, caller, body));
    }

    private void put(Context ctx, Caller caller, byte[] body) {
        ReferencePathEndpoint.subject(ctx, kind)
                .ifPresent(subject -> put(ctx, caller, subject.id(), body));
    }

    private void put(Context ctx, Caller caller, String id, byte[] body) {
        switch (LeadLexReferenceRequest.read(body, id)) {
            case LeadLexReferenceRequest.Reading.Refused(var refusal) ->
                    JsonEndpoint.refuse(ctx, refusal);
            case LeadLexReferenceRequest.Reading.Accepted(String attributes) ->
                    put(ctx, reference(caller, id, attributes));
        }
    }

    private Reference reference(Caller caller, String id, String attributes) {
        return new Reference(caller.workspaceId(), kind, id, clock.instant(), attributes);
    }

    private void put(Context ctx, Reference reference) {
        switch (log.put(reference)) {
            case ReferenceLog.Put.Created _ -> shown(ctx, 201, reference);
            case ReferenceLog.Put.Replaced _ -> shown(ctx, 200, reference);
            case ReferenceLog.Put.TooLarge(int bytes) ->
                    JsonEndpoint.refuse(ctx, ReferenceRefusals.tooLarge(bytes));
            case ReferenceLog.Put.Unavailable(var retryAfter, String reason) ->
                    JsonEndpoint.refuse(ctx, ReferenceRefusals.unavailable(reason), retryAfter);
        }
    }

    private static void shown(Context ctx, int status, Reference reference) {
        Answers.json(ctx, status, LeadLexReferenceRequest.answer(reference.attributesJson()));
    }
}
