package io.activityledger.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How is a process started, and how is it known to be ready? A main class on the test's class path
/// with its arguments and environment.
public record ProcessRecipe(
        String name,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        Readiness readiness) {

    /// No start may take longer, on a machine that is busy with others.
    static final Duration LONGEST_START = Duration.ofSeconds(60);

    public ProcessRecipe {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /// How a process says that it is ready.
    public sealed interface Readiness {

        /// By a line in its output that begins so.
        record Line(String beginning) implements Readiness {}

        /// By answering 200 there.
        record Answer(URI uri) implements Readiness {}
    }
}
