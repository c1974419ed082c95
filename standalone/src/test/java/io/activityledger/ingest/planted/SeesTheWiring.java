package io.activityledger.ingest.planted;

import io.activityledger.ingest.IngestApi;

final class SeesTheWiring {
    Class<?> seen = IngestApi.class;
}
