package io.activityledger.access;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which keys were there when this process began? Those of the keys file, of the environment and of
/// development. Immutable, hence safe for many threads.
public final class KeyRing implements Keys {

    private final Map<KeyHash, ApiKey> keys;

    private KeyRing(Stream<ApiKey> keys) {
        this.keys =
                keys.collect(
                        Collectors.toUnmodifiableMap(
                                ApiKey::hash, Function.identity(), (first, _) -> first));
    }

    static KeyRing of(List<ApiKey> keys) {
        return new KeyRing(keys.stream());
    }

    public static KeyRing empty() {
        return of(List.of());
    }

    /// These keys and those of `other`; of the same key in both, ours counts.
    public KeyRing and(KeyRing other) {
        return new KeyRing(Stream.concat(keys.values().stream(), other.keys.values().stream()));
    }

    @Override
    public Lookup find(String presented) {
        return found(KeyHash.of(presented));
    }

    @Override
    public Lookup find(KeyHash known) {
        return found(known);
    }

    private Lookup found(KeyHash hash) {
        ApiKey key = keys.get(hash);
        return key == null ? new Lookup.Unknown() : new Lookup.Found(key);
    }
}
