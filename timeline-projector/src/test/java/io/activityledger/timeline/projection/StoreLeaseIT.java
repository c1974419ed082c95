package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static io.activityledger.timeline.projection.FakeLedger.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A store that closes under its readers: a mistake here does not fail, it ends the JVM.
@Timeout(300)
class StoreLeaseIT {

    private static final int READERS = 64;
    private static final int CLOSINGS = Integer.getInteger("store.closings", 300);
    private static final int ROWS = 300;
    private static final TimelineList ADA = TimelineList.of(WORKSPACE, Subject.contact("ada"));

    @TempDir Path directory;

    @Test
    void closingHundredsOfTimesUnder64ReadersHarmsNone() throws InterruptedException {
        // Given
        try (var bench = new StoreBench(directory).opened()) {
            bench.restore(
                    LongStream.range(0, ROWS)
                            .mapToObj(n -> bench.ledger.record(n, about("ada", "call", n, n)))
                            .toList());
            bench.store.close();
            bench.opened();
            var over = new AtomicBoolean();
            var pages = new AtomicLong();
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(Thread.ofVirtual().start(() -> read(bench, over, pages, failures)));
            }

            // When
            for (int i = 0; i < CLOSINGS; i++) {
                bench.store.close();
                bench.opened();
                awaitAPageAfter(pages.get(), pages);
            }
            over.set(true);
            for (Thread reader : readers) {
                assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
            }

            // Then
            assertThat(failures).isEmpty();
            assertThat(pages.get()).isGreaterThanOrEqualTo(CLOSINGS);
            assertThat(bench.handle().figures().leases()).isZero();
        }
    }

    /// Each opened store is read before it is closed again, however slow the machine.
    private static void awaitAPageAfter(long seen, AtomicLong pages) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (pages.get() == seen && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000);
        }
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // virtual threads yield to each other, nothing waits for it
    private static void read(
            StoreBench bench, AtomicBoolean over, AtomicLong pages, Queue<Throwable> failures) {
        try {
            while (!over.get()) {
                Optional<TimelineLease> lease =
                        bench.registry.timelines(0).flatMap(StoreHandle::lease);
                if (lease.isPresent()) {
                    try (var held = lease.get()) {
                        // The others take theirs, so that many are held when the store closes.
                        Thread.yield();
                        Slice slice = held.slice(ADA, Span.between(100, 250), 20, 50);
                        assertThat(slice.total()).isEqualTo(151);
                        assertThat(slice.rows()).hasSize(50);
                        pages.incrementAndGet();
                    }
                }
                Thread.yield();
            }
        } catch (RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }
}
