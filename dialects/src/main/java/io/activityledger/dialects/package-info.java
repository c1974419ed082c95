/// Vendors' JSON in, activities; activities, vendors' JSON out: pure, shared by those who write and
/// those who read.
///
/// `json` reads JSON strictly and without loss; each dialect has a package of its own (`leadlex` is
/// the native one); what they share is [ActivityDraft] (what a client asked to record), [Refusal]
/// and [Timestamps].
@NullMarked
package io.activityledger.dialects;

import org.jspecify.annotations.NullMarked;
