package io.activityledger.timeline.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// Several tails as one, each on a virtual thread of its own that waits until what it tells is
/// taken. It ends when one of them does, or falls silent: who comes back finds its partitions
/// wherever they are then.
final class MergedTail implements Tail {

    private static final int SILENT_HEARTBEATS = 3;

    private final List<? extends Tail> tails;
    private final List<Thread> threads;
    private final SynchronousQueue<Handed> handed = new SynchronousQueue<>();
    private final Duration silence;
    private final long[] lastHeard;

    private sealed interface Handed {

        record Told(int from, Tidings tidings) implements Handed {}

        record Ended() implements Handed {}
    }

    MergedTail(List<? extends Tail> tails, Duration heartbeat) {
        this.tails = List.copyOf(tails);
        this.silence = heartbeat.multipliedBy(SILENT_HEARTBEATS);
        this.lastHeard = new long[tails.size()];
        List<Thread> unstarted = new ArrayList<>();
        for (int at = 0; at < tails.size(); at++) {
            int from = at;
            unstarted.add(Thread.ofVirtual().name("stream-part").unstarted(() -> run(from)));
        }
        this.threads = List.copyOf(unstarted);
    }

    @Override
    public void run(Outlet outlet) {
        Arrays.fill(lastHeard, System.nanoTime());
        threads.forEach(Thread::start);
        try {
            while (outlet.open() && !anySilent() && toldNext(outlet)) {
                // on to the next
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean toldNext(Outlet outlet) throws InterruptedException {
        return switch (handed.poll(silence.toNanos(), TimeUnit.NANOSECONDS)) {
            case Handed.Told(int from, Tidings tidings) -> {
                lastHeard[from] = System.nanoTime();
                yield outlet.tell(tidings);
            }
            case Handed.Ended() -> false;
            case null -> false;
        };
    }

    private boolean anySilent() {
        long now = System.nanoTime();
        return Arrays.stream(lastHeard).anyMatch(heard -> now - heard > silence.toNanos());
    }

    private void run(int from) {
        Tail tail = tails.get(from);
        try {
            tail.run(new Handing(from));
        } finally {
            tail.close();
            hand(new Handed.Ended());
        }
    }

    private boolean hand(Handed what) {
        try {
            handed.put(what);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Also reaches one who waits; who does not looks by itself soon.
    @Override
    public void wake() {
        boolean _ = handed.offer(new Handed.Ended());
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        tails.forEach(Tail::close);
    }

    private final class Handing implements Outlet {

        private final int from;

        Handing(int from) {
            this.from = from;
        }

        @Override
        public boolean open() {
            return !Thread.currentThread().isInterrupted();
        }

        @Override
        public boolean tell(Tidings tidings) {
            return hand(new Handed.Told(from, tidings));
        }
    }
}
