package io.activityledger.timeline.projection;

/// What is known under an id: its row, the offset of the record that won it, and the fingerprint of
/// the request behind it, empty where the writer gave none.
public record KnownActivity(Row row, long offset, String requestFingerprint) {}
