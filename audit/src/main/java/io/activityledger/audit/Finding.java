package io.activityledger.audit;

/// One thing that is not as it has to be.
///
/// @param what a sentence for people
public record Finding(Kind kind, String what) {

    /// What kind of thing, and how it is told in a summary.
    public enum Kind {
        LOG_BROKEN("faults of the log itself"),
        UNREADABLE("records that cannot be read or stand where they must not"),
        ID_TAKEN_TWICE("ids that another activity has too"),
        DIFFERENT("timelines that differ"),
        UNANSWERED("timelines that the house did not answer for"),
        RESTLESS("timelines written to all the time, compared in vain");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// In the plural.
        public String words() {
            return words;
        }
    }
}
