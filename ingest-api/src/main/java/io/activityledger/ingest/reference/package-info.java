/// The contacts, deals and companies that an activity may point at: put by clients, kept at hand.
@NullMarked
package io.activityledger.ingest.reference;

import org.jspecify.annotations.NullMarked;
