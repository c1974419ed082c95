package io.activityledger.kit.tracing;

/// Where in which trace is somebody at work, as W3C's headers say it?
///
/// @param parent what `traceparent` says; empty for no trace at all
/// @param state what `tracestate` says; empty for none
public record Trace(String parent, String state) {

    public static final Trace NONE = new Trace("", "");

    public boolean isNone() {
        return parent.isEmpty();
    }
}
