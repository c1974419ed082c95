package io.activityledger.webhooks.delivery;

import java.util.Comparator;

/// When is a delivery's next attempt due? In this order deliveries of one lane start.
record Due(long atMillis, String webhookId) implements Comparable<Due> {

    /// Before every other.
    static final Due FIRST = new Due(0, "");

    /// Behind every other.
    static final Due NEVER = new Due(Long.MAX_VALUE, "");

    private static final Comparator<Due> ORDER =
            Comparator.comparingLong(Due::atMillis).thenComparing(Due::webhookId);

    Due at(long millis) {
        return new Due(millis, webhookId);
    }

    @Override
    public int compareTo(Due other) {
        return ORDER.compare(this, other);
    }
}
