/// What is due, to whom, when, and what follows from an answer.
///
/// ```
/// [webhook-deliveries] ─▶ DeliveryProcessor ─▶ DeliveryDesk ─▶ Courier ─▶ Judgement
///                          (stream thread)      │ store, lanes    │ virtual threads
///                                               └── outcomes ◀────┘
/// ```
@NullMarked
package io.activityledger.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
