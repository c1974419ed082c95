package io.activityledger.kit.lifecycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts parts in order and closes them in reverse, whatever happens in between.
///
/// ```
/// start:  a ─▶ b ─▶ c ✗       a failure closes b, then a, then is thrown
/// close:  c ─▶ b ─▶ a         each within the limit; one that fails or hangs stops no other
/// ```
///
/// Both methods may be called from any thread; they exclude each other.
public final class Lifecycle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final List<Part> parts;
    private final Duration closeLimit;
    private final Deque<Part> running = new ArrayDeque<>();

    /// Parts in the order they start.
    ///
    /// @param closeLimit how long the closing of one part is waited for
    public Lifecycle(Duration closeLimit, List<? extends Part> parts) {
        this.closeLimit = closeLimit;
        this.parts = List.copyOf(parts);
    }

    /// Starts every part, or none.
    ///
    /// @throws StartFailed when a part could not start
    public synchronized void start() {
        for (Part part : parts) {
            long began = System.nanoTime();
            try {
                part.start();
            } catch (Exception failure) {
                interruptAgain(failure);
                closeRunning();
                throw new StartFailed(part, failure);
            }
            running.push(part);
            LOG.debug("Part started part={} millis={}", part.name(), millisSince(began));
        }
    }

    @Override
    public synchronized void close() {
        closeRunning();
    }

    private void closeRunning() {
        while (!running.isEmpty()) {
            closeOne(running.pop());
        }
    }

    private void closeOne(Part part) {
        long began = System.nanoTime();
        Thread closing =
                Thread.ofVirtual().name("close-" + part.name()).start(() -> tryClose(part));
        try {
            if (closing.join(closeLimit)) {
                LOG.debug("Part closed part={} millis={}", part.name(), millisSince(began));
            } else {
                closing.interrupt();
                LOG.warn("Part did not close in time part={} limit={}", part.name(), closeLimit);
            }
        } catch (InterruptedException _) {
            closing.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private static void tryClose(Part part) {
        try {
            part.close();
        } catch (Exception failure) {
            LOG.warn("Part failed to close part={}", part.name(), failure);
        }
    }

    private static void interruptAgain(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
