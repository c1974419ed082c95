package io.activityledger.kit.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// An answer of another instance that goes on.
public sealed interface PeerStream {

    /// The peer answers.
    ///
    /// @param body for the caller to read and to close
    record Opened(int status, InputStream body) implements PeerStream, AutoCloseable {

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /// No answer in time.
    record Unreachable(String reason) implements PeerStream {}
}
