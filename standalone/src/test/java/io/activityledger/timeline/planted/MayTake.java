package io.activityledger.timeline.planted;

import java.util.Optional;

final class MayTake {
    boolean takes(Optional<String> name) {
        return name.isPresent();
    }
}
