package io.activityledger.standalone;

import java.nio.file.Path;
import java.util.Map;

/// What `dev` was told: ports on 127.0.0.1, 0 for any free one, where the data are, and the
/// environment, whose other `LEDGER_` variables its services read.
record HouseSettings(
        int httpPort,
        int kafkaPort,
        int registryPort,
        Path dataDirectory,
        Map<String, String> environment) {}
