package io.activityledger.testkit;

import java.io.IOException;
import java.util.Arrays;

/// Runs another main class in this process, which ends as soon as its standard input does: that is,
/// when the test that started it is gone, in whatever way it went.
final class ChildMain {

    private ChildMain() {}

    /// Arguments: the main class, then its own arguments.
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().name("parent-watch").daemon().start(ChildMain::endWithParent);
        var main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here; only the end matters
            }
        } catch (IOException gone) {
            // as good as the end
        }
        Runtime.getRuntime().halt(0);
    }
}
