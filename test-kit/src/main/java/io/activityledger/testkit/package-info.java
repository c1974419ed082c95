/// What the tests of several modules share: builders, hand-made clocks and dice, fakes of ports,
/// and a cluster of real processes. Nothing stands here that only one module uses.
///
/// [TestClock], [Randomly], [Activities] and [FakeSchemaRegistry] are for tests of milliseconds;
/// [LedgerCluster] starts, kills and pauses processes, and [HttpProbe] asks them.
@NullMarked
package io.activityledger.testkit;

import org.jspecify.annotations.NullMarked;
