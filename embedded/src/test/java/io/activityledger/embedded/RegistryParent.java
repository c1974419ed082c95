package io.activityledger.embedded;

import java.io.IOException;
import java.nio.file.Path;

/// A process that owns a registry, for tests that kill it: prints the registry's process number.
final class RegistryParent {

    private RegistryParent() {}

    public static void main(String[] arguments) throws IOException {
        var settings =
                new EmbeddedRegistrySettings(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Ports.anyFree(),
                        Ports.anyFree());
        try (var registry = new EmbeddedRegistry(settings).start()) {
            System.out.println(registry.pid().orElseThrow());
            while (System.in.read() >= 0) {
                // until it is killed
            }
        }
    }
}
