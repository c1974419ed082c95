package io.activityledger.ingest.log;

/// Why could a write not be acknowledged in time?
public enum Hindrance {
    TOO_MANY_UNDER_WAY("Too many writes are under way"),
    LATE("The log did not answer in time"),
    NOT_ACKNOWLEDGED("The log did not acknowledge the write in time"),
    RENEWING("The connection to the log is being renewed"),
    NOT_OPEN("The log is not open yet, or no longer"),
    NO_SCHEMA("The schema registry has not answered yet"),
    STOPPING("The service is stopping");

    private final String sentence;

    Hindrance(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
