package io.activityledger.audit;

/// A record of an id that stood on the log before.
record Repetition(LogEntry first, LogEntry again) {

    String text() {
        return "%s at %s is another activity's at %s too"
                .formatted(again.id().prefixed(), again.place(), first.place());
    }
}
