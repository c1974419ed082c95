package io.activityledger.standalone;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.standalone.demo.DemoVisit;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/// One run of `dev`: start, say so, wait for Ctrl-C, end in order.
///
/// The main thread starts and closes everything; the shutdown hook only asks it to. Before the
/// house stands there is nothing to close in order: the broker takes a halt, the registry ends with
/// its parent.
final class DevRun {

    private static final int LONGEST_END_SECONDS = 10;

    private final HouseSettings settings;
    private final Guests guests;
    private final Progress progress = new Progress(System.out);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    DevRun(HouseSettings settings, Guests guests) {
        this.settings = settings;
        this.guests = guests;
    }

    /// Who moves in before the doors open.
    enum Guests {
        NONE,
        DEMO
    }

    /// Answers with the exit code.
    int run() {
        try {
            var places = HousePlaces.settle(settings, new SecureRandom());
            DevLog.writeTo(places.directory().logs());
            live(places);
            return 0;
        } catch (RuntimeException failure) {
            System.err.println(failure.getMessage());
            if (!(failure instanceof CannotStart)) {
                LoggerFactory.getLogger(DevRun.class).error("The house did not start", failure);
            }
            return 1;
        } finally {
            closed.countDown();
        }
    }

    private void live(HousePlaces places) {
        try (var house = new House(places)) {
            house.start(progress);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::endInOrder));
            switch (guests) {
                case NONE -> {}
                case DEMO -> welcomeDemo(places);
            }
            house.announce(progress);
            stop.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void welcomeDemo(HousePlaces places) throws InterruptedException {
        URI base = URI.create("http://127.0.0.1:" + places.httpPort());
        var workspace = new DemoVisit(base, DevelopmentKey.KEY, Instant.now()).fill();
        progress.stage(
                "demo workspace: %d contacts, %d new activities; look at %s"
                        .formatted(
                                workspace.contacts(), workspace.written(), workspace.timeline()));
    }

    private void endInOrder() {
        stop.countDown();
        try {
            if (!closed.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Not everything ended in time; what was acknowledged is safe.");
            }
        } catch (InterruptedException stopNow) {
            Thread.currentThread().interrupt();
        }
    }
}
