package io.activityledger.webhooks.attempts;

import io.activityledger.schemas.WebhookAttempt;
import java.util.function.BooleanSupplier;

/// Has this attempt been told for good? Safe for many threads.
public interface Attempts {

    /// Waits, on a virtual thread, until it is: through an outage of any length, as long as
    /// `stillWanted` says so. It is asked before each try.
    Written write(WebhookAttempt attempt, BooleanSupplier stillWanted);
}
