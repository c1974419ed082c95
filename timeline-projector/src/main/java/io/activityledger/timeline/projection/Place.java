package io.activityledger.timeline.projection;

/// Where in a selection does a reader want to read?
public sealed interface Place {

    /// From the row on before which `offset` others stand.
    record Nth(long offset) implements Place {}

    /// What follows a boundary.
    record From(Boundary boundary) implements Place {}

    /// What stands right before a boundary.
    record Until(Boundary boundary) implements Place {}
}
