package io.activityledger.webhooks.delivery;

import java.util.concurrent.Semaphore;

/// Carries what is handed out to its receiver. Answers at once; the outcome is reported to the hold
/// that handed it out, exactly one for each.
public interface Carrier {

    /// Starts one delivery.
    ///
    /// @param places one of which is held while the receiver is called
    void start(Handout handout, Semaphore places, Tenure tenure);
}
