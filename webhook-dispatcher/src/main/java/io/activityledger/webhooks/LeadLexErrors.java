package io.activityledger.webhooks;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpError;

/// Errors that no endpoint made, in LeadLex's envelope.
final class LeadLexErrors implements ErrorBody {

    @Override
    public Rendered render(HttpError error) {
        var refusal = Refusal.of(error.status(), error.code(), error.message());
        return new Rendered(Answers.JSON, LeadLexView.refusal(refusal));
    }
}
