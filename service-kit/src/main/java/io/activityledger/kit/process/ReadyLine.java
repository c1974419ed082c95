package io.activityledger.kit.process;

import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.lifecycle.Readiness;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When is a service first ready for traffic? Says so once in the log, from a virtual thread of its
/// own.
final class ReadyLine implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Readiness readiness;
    private final long began = System.nanoTime();
    private final Thread thread = Thread.ofVirtual().name("ready-line").unstarted(this::watch);

    ReadyLine(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public String name() {
        return "ready line";
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (!readiness.await(LOOK)) {
                LOG.debug("Not ready yet");
            }
            LOG.info("Ready after_ms={}", (System.nanoTime() - began) / 1_000_000);
        } catch (InterruptedException _) {
            LOG.debug("Never got ready");
        }
    }
}
