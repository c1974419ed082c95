package io.activityledger.kit.settings;

/// What the operator gave cannot be used: the message is all there is to say, without a stack.
public abstract class Unusable extends RuntimeException {

    protected Unusable(String message) {
        super(message);
    }
}
