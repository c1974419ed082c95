package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.spoken.Dialects;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpError;

/// Errors that no endpoint made: in LeadLex's envelope, but for paths of other dialects.
public final class DialectErrors implements ErrorBody {

    @Override
    public Rendered render(HttpError error) {
        var refusal = Refusal.of(error.status(), error.code(), error.message());
        return new Rendered(
                Answers.JSON, Dialects.refusalAt(error.path(), refusal, error.requestId()));
    }
}
