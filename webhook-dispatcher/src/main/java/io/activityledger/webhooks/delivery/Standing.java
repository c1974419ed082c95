package io.activityledger.webhooks.delivery;

/// How do the deliveries of one partition stand?
///
/// @param waiting all that have not ended, throttled and scheduled ones included
/// @param oldestDueMillis since when the longest overdue has been due; [Lane#NO_TURN] for none
/// @param open lanes that are left alone
/// @param probing lanes whose probe is out
record Standing(long waiting, long oldestDueMillis, int open, int probing) {

    static Standing of(long waiting, Lanes lanes) {
        long oldest = Lane.NO_TURN;
        int open = 0;
        int probing = 0;
        for (Lane lane : lanes.all()) {
            oldest = Math.min(oldest, lane.firstDue());
            switch (lane.breaker()) {
                case CLOSED -> {}
                case OPEN -> open++;
                case PROBING -> probing++;
            }
        }
        return new Standing(waiting, oldest, open, probing);
    }
}
