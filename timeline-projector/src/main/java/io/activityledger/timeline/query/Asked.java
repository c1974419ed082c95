package io.activityledger.timeline.query;

import io.activityledger.timeline.consistency.Consistency;

/// A question, and how fresh its answer must be.
public record Asked(Question question, Consistency consistency) {}
