package io.activityledger.kit.kafka;

import io.activityledger.kit.kafka.OffsetListing.Failed;
import io.activityledger.kit.kafka.OffsetListing.Found;
import io.activityledger.kit.kafka.OffsetListing.Listed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has this partition applied what the log held when you asked? Here is where the log ended.
///
/// ```
/// readers   a   b          c   d e
///           │   │          │   │ │        one call in flight for all partitions;
/// calls     [── 1: a ─────][── 2: b c ───][── 3: d e ──]
///               └ came while 1 was in flight: its answer may be older than b, so b waits for 2
/// ```
///
/// A partition that answers late keeps only its own readers waiting: after [#STRAGGLE] the others
/// go on without it. The answer of a leader older than one already heard is dropped and asked
/// again. All state is guarded by one lock that is never held during a call; one virtual thread
/// makes the calls, any number of threads wait.
public final class EndOffsets implements AutoCloseable {

    /// How long a round waits for its slowest partition before the next one may begin.
    public static final Duration STRAGGLE = Duration.ofMillis(25);

    private static final Logger LOG = LoggerFactory.getLogger(EndOffsets.class);

    private final OffsetListing listing;
    private final Duration straggle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<TopicPartition, Round> next = new HashMap<>();
    private final Map<TopicPartition, Round> inFlight = new HashMap<>();
    private final Map<TopicPartition, Integer> epochs = new HashMap<>();
    private final Thread caller =
            Thread.ofVirtual().name("end-offsets").unstarted(this::callRounds);
    private boolean closed;

    public EndOffsets(OffsetListing listing) {
        this(listing, STRAGGLE);
    }

    EndOffsets(OffsetListing listing, Duration straggle) {
        this.listing = listing;
        this.straggle = straggle;
    }

    public void start() {
        caller.start();
    }

    /// Waits for the partition's end as it stood at some moment after this call began.
    public EndOffset endOf(TopicPartition partition, Duration patience) {
        return await(ask(partition), partition, System.nanoTime() + patience.toNanos());
    }

    /// The same for several partitions at once, in one round and within one patience.
    public Map<TopicPartition, EndOffset> endsOf(
            Set<TopicPartition> partitions, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<TopicPartition, Round> asked = askTogether(partitions);
        var ends = new HashMap<TopicPartition, EndOffset>();
        asked.forEach((partition, round) -> ends.put(partition, await(round, partition, deadline)));
        return ends;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            var unanswered = new EndOffset.Unknown("closed");
            next.values().forEach(round -> round.end(unanswered));
            inFlight.values().forEach(round -> round.end(unanswered));
            next.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// How many readers there are whose call has not begun.
    int waiting() {
        lock.lock();
        try {
            return next.values().stream().mapToInt(round -> round.readers).sum();
        } finally {
            lock.unlock();
        }
    }

    private Map<TopicPartition, Round> askTogether(Set<TopicPartition> partitions) {
        var asked = new HashMap<TopicPartition, Round>();
        lock.lock();
        try {
            partitions.forEach(partition -> asked.put(partition, ask(partition)));
        } finally {
            lock.unlock();
        }
        return asked;
    }

    private Round ask(TopicPartition partition) {
        lock.lock();
        try {
            if (closed) {
                return Round.ended(new EndOffset.Unknown("closed"));
            }
            changed.signalAll();
            Round round = next.computeIfAbsent(partition, _ -> new Round());
            round.readers++;
            return round;
        } finally {
            lock.unlock();
        }
    }

    private EndOffset await(Round asked, TopicPartition partition, long deadline) {
        Round round = asked;
        try {
            while (round.done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                switch (round.outcome) {
                    case Ended(var answer) -> {
                        return answer;
                    }
                    case Dropped() -> round = ask(partition);
                }
            }
            return new EndOffset.Unknown("no answer from the brokers in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new EndOffset.Unknown("interrupted");
        }
    }

    private void callRounds() {
        try {
            while (true) {
                Map<TopicPartition, Round> batch = takeBatch();
                if (batch.isEmpty()) {
                    return;
                }
                call(batch);
                awaitAnswers(batch.keySet());
            }
        } catch (InterruptedException _) {
            close();
        }
    }

    /// Blocks until somebody waits for a partition that is not in flight; empty when closed.
    private Map<TopicPartition, Round> takeBatch() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && inFlight.keySet().containsAll(next.keySet())) {
                changed.await();
            }
            var batch = new HashMap<>(next);
            batch.keySet().removeAll(inFlight.keySet());
            next.keySet().removeAll(batch.keySet());
            inFlight.putAll(batch);
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void call(Map<TopicPartition, Round> batch) {
        try {
            listing.latest(
                    Set.copyOf(batch.keySet()),
                    (partition, listed) -> {
                        Round round = batch.get(partition);
                        if (round != null) {
                            settle(partition, round, listed);
                        }
                    });
        } catch (RuntimeException failure) {
            LOG.warn("End offsets could not be asked for partitions={}", batch.keySet(), failure);
            var failed = new Failed(failure.toString());
            batch.forEach((partition, round) -> settle(partition, round, failed));
        }
    }

    private void awaitAnswers(Set<TopicPartition> asked) throws InterruptedException {
        long left = straggle.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && left > 0 && asked.stream().anyMatch(inFlight::containsKey)) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void settle(TopicPartition partition, Round round, Listed listed) {
        lock.lock();
        try {
            if (round.done.getCount() == 0) {
                return;
            }
            inFlight.remove(partition);
            switch (listed) {
                case Failed(var reason) -> round.end(new EndOffset.Unknown(reason));
                case Found(_, int epoch) when isOlder(partition, epoch) -> round.drop();
                case Found(long offset, _) -> round.end(new EndOffset.Known(offset));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Remembers the newest epoch heard; a broker that tells none is believed.
    private boolean isOlder(TopicPartition partition, int epoch) {
        return epoch >= 0 && epochs.merge(partition, epoch, Math::max) > epoch;
    }

    private sealed interface Outcome {}

    private record Ended(EndOffset answer) implements Outcome {}

    private record Dropped() implements Outcome {}

    /// Those who wait for the same call about the same partition.
    private static final class Round {

        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Outcome outcome = new Dropped();
        private int readers;

        static Round ended(EndOffset answer) {
            var round = new Round();
            round.end(answer);
            return round;
        }

        void end(EndOffset answer) {
            outcome = new Ended(answer);
            done.countDown();
        }

        void drop() {
            done.countDown();
        }
    }
}
