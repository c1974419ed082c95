package io.activityledger.ingest.planted;

import io.activityledger.timeline.planted.Seen;

final class SeesAnotherService {
    Class<?> seen = Seen.class;
}
