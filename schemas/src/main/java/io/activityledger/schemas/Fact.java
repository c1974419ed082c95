package io.activityledger.schemas;

import java.time.Instant;

/// What is said of an API key, a workspace or a webhook endpoint, once and for good? The latest
/// fact of each key counts; a thing is the sum of its facts.
///
/// `valueJson` is compact JSON text; secrets in it are sealed.
public record Fact(
        String workspaceId,
        String aggregateId,
        String fact,
        Instant recordedAt,
        String recordedBy,
        String valueJson) {

    public static final String CREATED = "created";

    /// `config/<field>`: one field's value, the latest wins.
    public static final String CONFIG = "config/";

    /// How a webhook endpoint fares; told by whoever delivers to it.
    public static final String HEALTH = "health";

    /// These win over every other fact, whenever they were said.
    public static final String REVOKED = "revoked";

    public static final String DELETED = "deleted";

    /// The key of its record: one for each thing and kind of fact.
    public RecordKey recordKey(Aggregate kind) {
        return RecordKey.ofFact(kind.word(), this);
    }

    /// What sort of thing are facts about? Each has a topic of its own.
    public enum Aggregate {
        API_KEY("api-key"),
        WORKSPACE("workspace"),
        WEBHOOK("webhook");

        private final String word;

        Aggregate(String word) {
            this.word = word;
        }

        /// As it stands in record keys.
        String word() {
            return word;
        }

        public Topics.Topic topic() {
            return switch (this) {
                case API_KEY -> Topics.API_KEYS;
                case WORKSPACE -> Topics.WORKSPACES;
                case WEBHOOK -> Topics.WEBHOOK_ENDPOINTS;
            };
        }
    }
}
