package io.activityledger.standalone;

/// What did writers and readers hear in each phase of a test? One line each, for a report.
final class Phases {

    private final Posting posting;
    private final LiveReaders readers;
    private final StringBuilder lines;

    Phases(Posting posting, LiveReaders readers, int standbys) {
        this.posting = posting;
        this.readers = readers;
        this.lines =
                new StringBuilder(
                        """

                        | %d standbys | writes | longest without one, ms | reads | longest without one, ms | without a fresh one |
                        |---|---|---|---|---|---|
                        """
                                .formatted(standbys));
    }

    void of(String name, Runnable change) {
        posting.startPhase();
        readers.startPhase();
        change.run();
        lines.append(
                "| %s | %s | %,d | %s | %,d | %,d |%n"
                        .formatted(
                                name,
                                posting.answers(),
                                posting.longestWithoutAnAcknowledgement().toMillis(),
                                readers.answers(),
                                readers.longestWithoutAnAnswer().toMillis(),
                                readers.longestWithoutAFreshAnswer().toMillis()));
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
