package io.activityledger.standalone;

import java.nio.file.Path;

/// What `dev` was told: ports on 127.0.0.1, 0 for any free one, and where the data are.
record HouseSettings(int httpPort, int kafkaPort, int registryPort, Path dataDirectory) {}
