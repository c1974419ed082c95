/// Everything in one process, and the command line that runs any part.
///
/// In the order things happen: [io.activityledger.standalone.Ledger] reads the command,
/// `DevCommand` its flags, `House` starts what stands behind them.
@NullMarked
package io.activityledger.standalone;

import org.jspecify.annotations.NullMarked;
