package io.activityledger.webhooks.attempts;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which bytes is a value? The registry is asked for our schema's id by the first who needs it, and
/// never again. Safe for many threads.
public final class PinnedEncoder<T> {

    private final Supplier<Function<T, byte[]>> pinning;
    private final AtomicReference<@Nullable Function<T, byte[]>> pinned = new AtomicReference<>();

    /// `pinning` asks the registry and throws what its client throws.
    public PinnedEncoder(Supplier<Function<T, byte[]>> pinning) {
        this.pinning = pinning;
    }

    public byte[] encode(T value) {
        var known = pinned.get();
        if (known != null) {
            return known.apply(value);
        }
        var asked = pinning.get();
        pinned.set(asked);
        return asked.apply(value);
    }
}
