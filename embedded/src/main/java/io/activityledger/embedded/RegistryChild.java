package io.activityledger.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The registry's process: runs the registry's own entry point and ends when its standard input
/// does, that is, when its parent is gone, in whatever way it went.
///
/// Stands on the registry's class path, alone: it may use nothing but the JDK.
final class RegistryChild {

    private static final String ENTRY_POINT = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private RegistryChild() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        var patience = Duration.ofSeconds(Long.getLong("ledger.registry.patience", 3));
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> endWithParent(patience));
        Class.forName(ENTRY_POINT)
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static void endWithParent(Duration patience) {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here; only the end matters
            }
        } catch (IOException gone) {
            // as good as the end
        }
        Thread.ofPlatform().name("last-resort").daemon().start(() -> haltAfter(patience));
        System.exit(0);
    }

    private static void haltAfter(Duration patience) {
        try {
            var never = new CountDownLatch(1);
            if (!never.await(patience.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException stop) {
            Runtime.getRuntime().halt(1);
        }
    }
}
