package io.activityledger.kit.lifecycle;

/// A part could not start; what had started before it has been closed again.
public final class StartFailed extends RuntimeException {

    StartFailed(Part part, Exception cause) {
        super(part.name() + " could not start: " + cause.getMessage(), cause);
    }
}
