package io.activityledger.timeline.live;

/// A new activity, and where its record stands.
@SuppressWarnings("ArrayRecordComponent") // copied through once, never compared
record LiveEvent(Lane lane, long offset, byte[] json) {}
