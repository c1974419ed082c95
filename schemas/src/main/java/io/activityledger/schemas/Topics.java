package io.activityledger.schemas;

import java.util.List;
import java.util.Map;

/// Which topics make up the ledger, what stands on each, and how long is it kept?
public final class Topics {

    private static final Map<String, String> KEPT_FOR_EVER =
            Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", "-1",
                    "retention.bytes", "-1",
                    // Event time in the record's timestamp would let retention delete what is
                    // back-dated.
                    "message.timestamp.type", "LogAppendTime");
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");
    private static final Map<String, String> THIRTY_DAYS =
            Map.of("cleanup.policy", "delete", "retention.ms", "2592000000");

    /// The system of record: one `ActivityCreated` per activity, keyed by its primary subject.
    public static final Topic ACTIVITIES = new Topic("activities", KEPT_FOR_EVER);

    /// Contacts, deals and companies: the latest state of each, keyed as a subject; null deletes.
    public static final Topic REFERENCES = new Topic("references", COMPACTED);

    /// Records of `activities` that cannot be read, keyed by where they stood, the reason in
    /// headers.
    public static final Topic ACTIVITIES_DEAD_LETTERS =
            new Topic("activities-dead-letters", THIRTY_DAYS);

    public static final List<Topic> ALL = List.of(ACTIVITIES, REFERENCES, ACTIVITIES_DEAD_LETTERS);

    private Topics() {}

    /// One topic: its name and the settings that its meaning depends on.
    public record Topic(String name, Map<String, String> config) {

        /// The schema registry's subject for the values.
        public String valueSubject() {
            return name + "-value";
        }
    }
}
