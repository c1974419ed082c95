package io.activityledger.timeline.projection;

/// A store could not be read: its database is damaged or its files are out of reach. A damaged one
/// is thrown away and filled anew by its owner; until then ask elsewhere.
public final class StoreUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
