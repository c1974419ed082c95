package io.activityledger.kit;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The one place where the machine's clock, dice and environment variables are taken from.
///
/// A `Main` takes it once and hands its parts to whoever needs them; a test makes its own.
///
/// @param dice safe to be shared by threads and good enough for ids and secrets
public record SystemEnvironment(
        Map<String, String> variables, InstantSource clock, RandomGenerator dice) {

    public SystemEnvironment {
        variables = Map.copyOf(variables);
    }

    public static SystemEnvironment ofThisProcess() {
        return new SystemEnvironment(
                System.getenv(), new MonotonicClock(InstantSource.system()), new SecureRandom());
    }
}
