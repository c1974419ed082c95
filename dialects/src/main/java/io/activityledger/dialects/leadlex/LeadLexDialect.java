package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.time.Instant;

/// How does a LeadLex client speak of activities? It is the house's own way too.
public final class LeadLexDialect implements Dialect {

    @Override
    public DraftReading read(byte[] body, Instant now) {
        return LeadLexRequest.read(body, now);
    }

    @Override
    public byte[] answer(Activity activity, String requestId) {
        return LeadLexView.single(LeadLexView.activity(activity));
    }

    @Override
    public Refusal unknown(Subject subject) {
        String kind = subject.kind().word();
        return Refusal.of(404, kind + "_not_found", "There is no " + kind + " " + subject.id());
    }

    @Override
    public byte[] refusal(Refusal refusal, String requestId) {
        return LeadLexView.refusal(refusal);
    }
}
