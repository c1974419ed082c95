package io.activityledger.timeline.planted;

import java.util.Optional;

final class MayHave {
    Optional<String> name = Optional.empty();
}
