package io.activityledger.ingest.reference;

import io.activityledger.dialects.leadlex.LeadLexId;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.schemas.Subject;
import io.javalin.http.Context;
import java.util.Optional;

/// Whom does the path of a request name? Empty when the request has been answered already: such an
/// id cannot be.
final class ReferencePathEndpoint {

    private ReferencePathEndpoint() {}

    static Optional<Subject> subject(Context ctx, Subject.Kind kind) {
        Optional<String> id = LeadLexId.parse(ctx.pathParam("id"));
        if (id.isEmpty()) {
            JsonEndpoint.refuse(ctx, ReferenceRefusals.impossibleId());
        }
        return id.map(it -> Subject.named(kind, it));
    }
}
