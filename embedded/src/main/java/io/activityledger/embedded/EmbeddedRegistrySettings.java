package io.activityledger.embedded;

import java.nio.file.Path;

/// Where the unpacked registry lies, where it keeps its data, and its two ports on 127.0.0.1.
public record EmbeddedRegistrySettings(Path home, Path directory, int port, int managementPort) {}
