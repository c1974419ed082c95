package io.activityledger.access;

import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.schemas.NamesInHeader;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/// Which parameters of a query did a door that reads one not know? A misspelled filter would else
/// look like one that held.
final class IgnoredParameters {

    static final String HEADER = "Ledger-Ignored-Parameters";

    private IgnoredParameters() {}

    /// The same door, which names them; one that reads no query stays as it is.
    static AdmittedHandler toldOf(Set<String> known, AdmittedHandler next) {
        if (known.isEmpty()) {
            return next;
        }
        return (ctx, caller) -> {
            List<String> ignored = ignored(ctx, known);
            if (!ignored.isEmpty()) {
                ctx.header(HEADER, NamesInHeader.of(ignored));
            }
            next.handle(ctx, caller);
        };
    }

    private static List<String> ignored(Context ctx, Set<String> known) {
        return ctx.queryParamMap().keySet().stream()
                .filter(name -> !name.isEmpty() && !known.contains(name))
                .toList();
    }
}
