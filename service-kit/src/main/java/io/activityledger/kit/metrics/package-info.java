/// What a process counts and times, and how Prometheus reads it.
@NullMarked
package io.activityledger.kit.metrics;

import org.jspecify.annotations.NullMarked;
