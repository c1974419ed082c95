package io.activityledger.webhooks.receiver;

/// Delivers one shipment and says what came back. Blocks its caller, a virtual thread, no longer
/// than the shipment's timeout. Safe for any number of them.
public interface Receivers {

    Answer deliver(Shipment shipment);
}
