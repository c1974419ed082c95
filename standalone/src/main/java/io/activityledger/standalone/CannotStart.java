package io.activityledger.standalone;

/// A start that ended in one sentence for the person at the terminal.
final class CannotStart extends RuntimeException {

    CannotStart(String sentence) {
        super(sentence);
    }

    CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
