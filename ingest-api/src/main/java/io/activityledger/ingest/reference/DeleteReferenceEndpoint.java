package io.activityledger.ingest.reference;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.schemas.Subject;
import io.javalin.http.Context;

/// `DELETE /v1/contacts/{id}` and its like: who was let in makes one unknown; its activities stay.
final class DeleteReferenceEndpoint implements AdmittedHandler {

    private final Subject.Kind kind;
    private final ReferenceLog log;

    /// `kind` is contact, deal or company.
    DeleteReferenceEndpoint(Subject.Kind kind, ReferenceLog log) {
        this.kind = kind;
        this.log = log;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        ReferencePathEndpoint.subject(ctx, kind).ifPresent(subject -> delete(ctx, caller, subject));
    }

    private void delete(Context ctx, Caller caller, Subject subject) {
        switch (log.delete(caller.workspaceId(), subject)) {
            case ReferenceLog.Deletion.Deleted _ -> Answers.empty(ctx, 204);
            case ReferenceLog.Deletion.Unavailable(var retryAfter, String reason) ->
                    JsonEndpoint.refuse(ctx, ReferenceRefusals.unavailable(reason), retryAfter);
        }
    }
}
