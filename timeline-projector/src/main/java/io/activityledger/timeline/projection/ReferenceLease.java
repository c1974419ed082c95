package io.activityledger.timeline.projection;

import java.util.Optional;

/// The right to read one partition's contacts, deals and companies until closed. For one thread.
public final class ReferenceLease implements AutoCloseable {

    private final Generation generation;
    private boolean closed;

    ReferenceLease(Generation generation) {
        this.generation = generation;
    }

    /// Whether something is known under a record key of `references`.
    public boolean exists(byte[] recordKey) {
        return value(recordKey).isPresent();
    }

    /// The latest record's value.
    public Optional<byte[]> value(byte[] recordKey) {
        if (closed) {
            throw new IllegalStateException("the lease was given back");
        }
        return Query.answered(
                generation,
                view -> {
                    try (var options = view.readOptions()) {
                        byte[] key = ReferenceStore.key(recordKey);
                        return Optional.ofNullable(view.db().get(options, key));
                    }
                });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            generation.release();
        }
    }
}
