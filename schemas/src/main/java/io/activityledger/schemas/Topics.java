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

    /// A copy of each activity for each of its further subjects, keyed by that: written by
    /// `ledger-links` only.
    public static final Topic TIMELINE_LINKS = new Topic("timeline-links", KEPT_FOR_EVER);

    /// Contacts, deals and companies: the latest state of each, keyed as a subject; null deletes.
    public static final Topic REFERENCES = new Topic("references", COMPACTED);

    /// Records of `activities` that cannot be read, keyed by where they stood, the reason in
    /// headers.
    public static final Topic ACTIVITIES_DEAD_LETTERS =
            new Topic("activities-dead-letters", THIRTY_DAYS);

    /// Who wants webhooks, where and with which secrets: one fact per key, in one order.
    public static final Topic WEBHOOK_ENDPOINTS =
            new Topic("webhook-endpoints", COMPACTED, Layout.ONE_PARTITION);

    /// Deliveries to make, keyed by endpoint.
    public static final Topic WEBHOOK_DELIVERIES = new Topic("webhook-deliveries", THIRTY_DAYS);

    /// What is to be done with an endpoint's deliveries, keyed by endpoint: facts, each a command.
    public static final Topic WEBHOOK_COMMANDS = new Topic("webhook-commands", THIRTY_DAYS);

    /// What was tried and what came back, keyed by endpoint.
    public static final Topic WEBHOOK_ATTEMPTS = new Topic("webhook-attempts", THIRTY_DAYS);

    /// Deliveries that were given up, as they stood on `webhook-deliveries`, the reason in headers.
    public static final Topic WEBHOOK_DEAD_LETTERS = new Topic("webhook-dead-letters", THIRTY_DAYS);

    /// The API keys of all workspaces: one fact per key, in one order; of a key only its hash.
    public static final Topic API_KEYS = new Topic("api-keys", COMPACTED, Layout.ONE_PARTITION);

    /// What can be set about each workspace: one fact per key, in one order.
    public static final Topic WORKSPACES = new Topic("workspaces", COMPACTED, Layout.ONE_PARTITION);

    /// First offsets of keyed ids: what `ledger-links` knows, written and read by it alone.
    public static final Topic LINKS_CHANGELOG =
            new Topic("ledger-links-first-offsets-changelog", COMPACTED);

    /// What the dispatcher's matching has passed, written and read by it alone.
    public static final Topic MATCHED_CHANGELOG =
            new Topic("webhook-dispatcher-v1-matched-changelog", COMPACTED);

    /// Deliveries that wait and those that ended of late: the dispatcher's own.
    public static final Topic PENDING_CHANGELOG =
            new Topic("webhook-dispatcher-v1-pending-changelog", COMPACTED);

    public static final List<Topic> ALL =
            List.of(
                    ACTIVITIES,
                    TIMELINE_LINKS,
                    REFERENCES,
                    ACTIVITIES_DEAD_LETTERS,
                    WEBHOOK_ENDPOINTS,
                    WEBHOOK_DELIVERIES,
                    WEBHOOK_COMMANDS,
                    WEBHOOK_ATTEMPTS,
                    WEBHOOK_DEAD_LETTERS,
                    API_KEYS,
                    WORKSPACES,
                    LINKS_CHANGELOG,
                    MATCHED_CHANGELOG,
                    PENDING_CHANGELOG);

    private Topics() {}

    /// How many partitions a topic has.
    public enum Layout {
        /// As many as the house has: records of one key meet on one instance.
        PARTITIONED,
        /// One, for what needs one order.
        ONE_PARTITION
    }

    /// One topic: its name and the settings that its meaning depends on.
    public record Topic(String name, Map<String, String> config, Layout layout) {

        Topic(String name, Map<String, String> config) {
            this(name, config, Layout.PARTITIONED);
        }

        /// Its partitions in a house of `usual` partitions.
        public int partitions(int usual) {
            return switch (layout) {
                case PARTITIONED -> usual;
                case ONE_PARTITION -> 1;
            };
        }

        /// The schema registry's subject for the values.
        public String valueSubject() {
            return name + "-value";
        }
    }
}
