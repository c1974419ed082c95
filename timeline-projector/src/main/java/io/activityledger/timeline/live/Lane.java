package io.activityledger.timeline.live;

import java.util.Comparator;

/// Along which partition of which topic do activities come in? `3` is partition 3 of `activities`,
/// `l3` that of `timeline-links`.
record Lane(Log log, int partition) implements Comparable<Lane> {

    private static final Comparator<Lane> ORDER =
            Comparator.comparing(Lane::log).thenComparingInt(Lane::partition);

    /// The topics that bring rows into timelines.
    enum Log {
        ACTIVITIES(""),
        LINKS("l");

        private final String letter;

        Log(String letter) {
            this.letter = letter;
        }
    }

    static Lane ofActivities(int partition) {
        return new Lane(Log.ACTIVITIES, partition);
    }

    static Lane ofLinks(int partition) {
        return new Lane(Log.LINKS, partition);
    }

    /// Throws where it is no such spelling.
    static Lane parse(String text) {
        Log log = text.startsWith(Log.LINKS.letter) ? Log.LINKS : Log.ACTIVITIES;
        return new Lane(log, Integer.parseUnsignedInt(text.substring(log.letter.length())));
    }

    @Override
    public int compareTo(Lane other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return log.letter + partition;
    }
}
