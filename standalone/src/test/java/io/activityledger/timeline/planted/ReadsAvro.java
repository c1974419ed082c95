package io.activityledger.timeline.planted;

import org.apache.avro.Schema;

final class ReadsAvro {
    Schema.Type type = Schema.Type.INT;
}
