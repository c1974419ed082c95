package io.activityledger.timeline.planted;

import java.util.concurrent.ThreadLocalRandom;

final class RollsItsOwnDice {
    int pips() {
        return ThreadLocalRandom.current().nextInt(6);
    }
}
