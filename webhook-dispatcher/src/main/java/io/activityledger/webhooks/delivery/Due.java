package io.activityledger.webhooks.delivery;

import java.util.Comparator;

/// When is which attempt of a delivery due? In this order those of one kind and lane start.
///
/// @param attempt 1 for the first
record Due(long atMillis, String webhookId, int attempt) implements Comparable<Due> {

    /// Before every other.
    static final Due FIRST = new Due(0, "", 1);

    /// Behind every other.
    static final Due NEVER = new Due(Long.MAX_VALUE, "", 1);

    private static final Comparator<Due> ORDER =
            Comparator.comparingLong(Due::atMillis).thenComparing(Due::webhookId);

    /// The first attempt of a delivery.
    static Due first(long atMillis, String webhookId) {
        return new Due(atMillis, webhookId, 1);
    }

    /// The same attempt, at another time.
    Due at(long millis) {
        return new Due(millis, webhookId, attempt);
    }

    /// The attempt after this one.
    Due again(long millis) {
        return new Due(millis, webhookId, attempt + 1);
    }

    /// Whether nothing of it has been sent yet.
    boolean isFirst() {
        return attempt == 1;
    }

    @Override
    public int compareTo(Due other) {
        return ORDER.compare(this, other);
    }
}
