package io.activityledger.timeline.projection;

/// What is known under an id: its row, and the offset of the record that won it.
public record KnownActivity(Row row, long offset) {}
