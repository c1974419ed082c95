package io.activityledger.webhooks.endpoint;

/// The newest endpoints could not be read in time: try again later.
public final class EndpointsUnread extends RuntimeException {

    EndpointsUnread(String reason) {
        super(reason);
    }
}
