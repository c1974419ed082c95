package io.activityledger.ingest.log;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/// Has the registry told us under which id our schema stands? Asked once, at start, so that writing
/// never waits for a registry again.
///
/// Pinned by the thread that starts the service, used by any.
public final class PinnedWriter<T> {

    private final Supplier<Function<T, byte[]>> pinning;
    private final AtomicReference<Function<T, Optional<byte[]>>> writer =
            new AtomicReference<>(_ -> Optional.empty());

    /// `pinning` asks the registry and answers what makes bytes.
    public PinnedWriter(Supplier<Function<T, byte[]>> pinning) {
        this.pinning = pinning;
    }

    /// Throws what the registry's client throws.
    public void pin() {
        Function<T, byte[]> encoding = pinning.get();
        writer.set(value -> Optional.of(encoding.apply(value)));
    }

    /// The bytes of a value; empty before the id is known.
    public Optional<byte[]> encode(T value) {
        return writer.get().apply(value);
    }
}
