package io.activityledger.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How does the registry's JVM start in half the time? From a cache of loaded and linked classes
/// that lies beside the unpacked registry, recorded once after the build.
///
/// A recording run is one with `-Dledger.record=true`; the cache is written while its child ends. A
/// cache that does not fit this JDK is ignored by the JVM.
final class RegistryWarmStart {

    private static final Duration USUAL_END = Duration.ofSeconds(3);
    private static final Duration RECORDING_END = Duration.ofMinutes(2);

    private RegistryWarmStart() {}

    static List<String> flags(Path home) {
        var cache = home.resolveSibling("registry.aot");
        if (isRecording()) {
            return List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=off", patience());
        }
        return Files.exists(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", patience())
                : List.of(patience());
    }

    /// How long the child may take to end by itself.
    static Duration end() {
        return isRecording() ? RECORDING_END : USUAL_END;
    }

    private static boolean isRecording() {
        return Boolean.getBoolean("ledger.record");
    }

    private static String patience() {
        return "-Dledger.registry.patience=" + end().toSeconds();
    }
}
