package io.activityledger.access;

import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.schemas.NamesInHeader;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/// Which parameters of a query did a door that reads one not know? A misspelled filter would else
/// look like one that held.
final class IgnoredParametersEndpoint implements AdmittedHandler {

    static final String HEADER = "Ledger-Ignored-Parameters";

    private final Set<String> known;
    private final AdmittedHandler next;

    private IgnoredParametersEndpoint(Set<String> known, AdmittedHandler next) {
        this.known = known;
        this.next = next;
    }

    /// The same door, which names them; one that reads no query stays as it is.
    static AdmittedHandler toldOf(Set<String> known, AdmittedHandler next) {
        return known.isEmpty() ? next : new IgnoredParametersEndpoint(known, next);
    }

    @Override
    public void handle(Context ctx, Caller caller) throws Exception {
        List<String> ignored =
                ctx.queryParamMap().keySet().stream()
                        .filter(name -> !name.isEmpty() && !known.contains(name))
                        .toList();
        if (!ignored.isEmpty()) {
            ctx.header(HEADER, NamesInHeader.of(ignored));
        }
        next.handle(ctx, caller);
    }
}
