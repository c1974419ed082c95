package io.activityledger.webhooks.delivery;

import java.time.Instant;

/// What becomes of a delivery after an attempt?
///
/// ```
///          ┌──── RetryAt ────┐
///          ▼                 │
/// due ──▶ attempt ──▶ answer ┼──▶ Delivered
///                            ├──▶ Exhausted ──▶ dead letter
///                            └──▶ EndpointGone ──▶ dead letter, endpoint disabled
/// ```
public sealed interface Verdict {

    record Delivered() implements Verdict {}

    record RetryAt(Instant at) implements Verdict {}

    /// The last attempt of the schedule failed.
    record Exhausted(String reason) implements Verdict {}

    /// The receiver asked never to be called again.
    record EndpointGone(String reason) implements Verdict {}
}
