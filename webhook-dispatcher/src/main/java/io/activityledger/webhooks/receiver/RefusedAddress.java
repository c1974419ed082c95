package io.activityledger.webhooks.receiver;

import java.io.IOException;

/// None of the addresses that a name led to may be called.
final class RefusedAddress extends IOException {
    RefusedAddress(String complaint) {
        super(complaint);
    }
}
