package io.activityledger.dialects.spoken;

import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexDialect;
import io.activityledger.dialects.nodestash.NodestashDialect;
import io.activityledger.dialects.nodestash.NodestashErrors;
import io.activityledger.dialects.reevo.ReevoDialect;
import io.activityledger.schemas.Routes.Base;

/// Which dialect does the client at a door speak?
public final class Dialects {

    private static final Dialect LEADLEX = new LeadLexDialect();
    private static final Dialect REEVO = new ReevoDialect();
    private static final Dialect NODESTASH = new NodestashDialect();
    private static final int WRONG_METHOD = 405;
    private static final String ONE_ACTIVITY = "/nodestash/v1/activities/";

    private Dialects() {}

    public static Dialect of(Base base) {
        return switch (base) {
            case LEADLEX -> LEADLEX;
            case REEVO -> REEVO;
            case NODESTASH -> NODESTASH;
        };
    }

    /// The body that turns down a request which no endpoint answered: the path says who asked.
    public static byte[] refusalAt(String path, Refusal refusal, String requestId) {
        boolean wouldChange = refusal.status() == WRONG_METHOD && path.startsWith(ONE_ACTIVITY);
        Refusal told = wouldChange ? NodestashErrors.APPEND_ONLY : refusal;
        return of(Base.at(path)).refusal(told, requestId);
    }
}
