package io.activityledger.timeline.projection;

/// What does one store hold?
///
/// @param leases readers that hold it open
/// @param diskBytes of its files; 0 where it has gone
/// @param compactionPendingBytes that are to be written again before its files are in order
public record StoreFigures(int leases, long diskBytes, long compactionPendingBytes) {}
