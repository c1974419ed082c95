package io.activityledger.dialects.nodestash;

import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.time.Instant;

/// How does a nodestash client speak of activities?
public final class NodestashDialect implements Dialect {

    @Override
    public DraftReading read(byte[] body, Instant now) {
        return NodestashRequest.read(body);
    }

    @Override
    public byte[] answer(Activity activity, String requestId) {
        return NodestashView.single(activity, requestId);
    }

    @Override
    public Refusal unknown(Subject subject) {
        return NodestashErrors.unknown(subject);
    }

    @Override
    public byte[] refusal(Refusal refusal, String requestId) {
        return NodestashView.refusal(refusal, requestId);
    }
}
