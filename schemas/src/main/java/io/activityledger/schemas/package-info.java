/// The language all services share: what an activity is, where it lives on the log, and how it is
/// written there.
///
/// In the order an activity meets them: [Routes] (the doors), [Activity] and [Subject] (what it
/// is), [ActivityId] and [RecordKey] (where it lives), [EventCodec] (its bytes), [Topics] (the
/// log), [RecordJudge] (is this record sound?), [Position] (where on the log a write stands).
@NullMarked
package io.activityledger.schemas;

import org.jspecify.annotations.NullMarked;
