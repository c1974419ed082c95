package io.activityledger.timeline.model;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import java.util.List;
import java.util.Map;

/// Whoever answers questions about timelines, as clients put them.
public interface Pages {

    /// A page of `/…/activities`.
    Answer page(Subject subject, Map<String, List<String>> parameters);

    /// `/…/activities/summary`.
    Answer summary(Subject subject, Map<String, List<String>> parameters);

    /// `/v1/activities/{id}`.
    Answer activity(ActivityId id);

    /// What came back.
    ///
    /// @param next the cursor of the page behind it, empty where there is none
    /// @param prev the cursor of the page before it, empty where there is none
    record Answer(int status, String body, String next, String prev) {

        public Answer(int status, String body) {
            this(status, body, "", "");
        }
    }
}
