/// A workspace to look around in: a few people, and a year of what happened with them.
///
/// `DemoCast` says who, `DemoScript` what is said, `DemoStory` tells it; `DemoVisit` posts it like
/// any other client.
@NullMarked
package io.activityledger.standalone.demo;

import org.jspecify.annotations.NullMarked;
