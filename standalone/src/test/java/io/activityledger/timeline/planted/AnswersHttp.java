package io.activityledger.timeline.planted;

import io.javalin.http.Context;

final class AnswersHttp {
    void answer(Context context) {
        context.result("hello");
    }
}
