package io.activityledger.timeline.projection;

/// One row of a feed: at which offset its record stands, and when ingest recorded it.
public record RecordedRow(long offset, long recordedAtMillis, Row row) {}
