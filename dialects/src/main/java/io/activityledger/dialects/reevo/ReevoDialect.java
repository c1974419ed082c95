package io.activityledger.dialects.reevo;

import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.time.Instant;

/// How does a Reevo client speak of activities?
public final class ReevoDialect implements Dialect {

    @Override
    public DraftReading read(byte[] body, Instant now) {
        return ReevoRequest.read(body, now);
    }

    @Override
    public byte[] answer(Activity activity, String requestId) {
        return ReevoView.single(activity);
    }

    @Override
    public Refusal unknown(Subject subject) {
        return ReevoRequest.unknown(subject);
    }

    @Override
    public byte[] refusal(Refusal refusal, String requestId) {
        return ReevoView.refusal(refusal);
    }
}
