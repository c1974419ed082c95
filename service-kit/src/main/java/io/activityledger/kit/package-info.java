/// What any service needs around its own work: settings, lifecycle, metrics, http, routing, kafka,
/// process; no domain word in here.
@NullMarked
package io.activityledger.kit;

import org.jspecify.annotations.NullMarked;
