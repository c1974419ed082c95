/// Vendors' JSON in, activities; activities, vendors' JSON out: pure, shared by those who write and
/// those who read.
///
/// `json` reads JSON strictly and without loss, `reading` the fields that all requests share; each
/// dialect has a package of its own (`leadlex` is the native one) and stands behind [Dialect]. What
/// they share is [DraftReading] and its [ActivityDraft] (what a client asked to record), [Refusal]
/// and [Timestamps].
@NullMarked
package io.activityledger.dialects;

import org.jspecify.annotations.NullMarked;
