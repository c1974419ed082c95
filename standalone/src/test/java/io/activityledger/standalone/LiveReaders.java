package io.activityledger.standalone;

import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.HttpProbe.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What do readers hear while instances come and go, and how long do they hear nothing? One reader
/// for each contact asks the instances in turn, as a gateway would, and judges by what was
/// acknowledged before it asked; of an answer that says it is stale, by what was ten seconds
/// before.
final class LiveReaders implements AutoCloseable {

    private static final int PER_PAGE = 100;
    private static final int BREATH_MILLIS = 50;
    private static final Duration OLD = Duration.ofSeconds(10);

    private final List<Service> instances = new CopyOnWriteArrayList<>();
    private final Posting posting;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final Map<String, Long> longest = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    /// Begins at once.
    LiveReaders(Posting posting, List<Service> instances) {
        this.posting = posting;
        this.instances.addAll(instances);
        for (String contact : posting.contacts()) {
            threads.add(Thread.startVirtualThread(() -> new Reader(contact).read()));
        }
    }

    /// Those that are asked, in turn.
    List<Service> instances() {
        return instances;
    }

    Map<String, Integer> answers() {
        return answers;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /// The longest time in which a reader heard no answer but 503, or none.
    Duration longestWithoutAnAnswer() {
        return Duration.ofNanos(longest.getOrDefault("answer", 0L));
    }

    /// The longest time in which a reader heard none that was fresh.
    Duration longestWithoutAFreshAnswer() {
        return Duration.ofNanos(longest.getOrDefault("fresh answer", 0L));
    }

    @Override
    public void close() {
        stop.countDown();
        for (Thread each : threads) {
            ended(each);
        }
    }

    private static void ended(Thread reader) {
        try {
            reader.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Used by its own thread.
    private final class Reader {

        private final String contact;
        private final Deque<Known> history = new ArrayDeque<>();
        private final Map<String, Long> since = new ConcurrentHashMap<>();

        /// How many were acknowledged at some moment.
        private record Known(long atNanos, int acknowledged) {}

        Reader(String contact) {
            this.contact = contact;
        }

        void read() {
            heard("answer");
            heard("fresh answer");
            while (!stopped()) {
                ask(instances.get(turns.getAndIncrement() % instances.size()));
            }
        }

        private void ask(Service instance) {
            List<String> acknowledged = posting.acknowledged(contact);
            List<String> settled = acknowledged.subList(0, settled(acknowledged.size()));
            try {
                var answer = instance.probe().get(Timeline.path(contact, 1, PER_PAGE));
                boolean isStale = Timeline.isStale(answer);
                answers.merge(answer.status() + (isStale ? " stale" : ""), 1, Integer::sum);
                if (answer.status() != 503) {
                    judge(answer, isStale ? settled : acknowledged);
                    heard("answer");
                    if (!isStale) {
                        heard("fresh answer");
                    }
                }
            } catch (RuntimeException noAnswer) {
                answers.merge("none", 1, Integer::sum);
            }
        }

        private void judge(Answer answer, List<String> expected) {
            var rows = answer.json().at("/data/activities");
            var total = answer.json().at("/meta/total").asInt();
            boolean isRight =
                    answer.status() == 200
                            && total >= expected.size()
                            && rows.size() == Math.min(total, PER_PAGE)
                            && (total > PER_PAGE || Timeline.ids(rows).containsAll(expected));
            if (!isRight) {
                wrong.add(expected.size() + " expected, but " + answer);
            }
        }

        private int settled(int acknowledged) {
            long now = System.nanoTime();
            history.addLast(new Known(now, acknowledged));
            int settled = 0;
            while (now - history.getFirst().atNanos > OLD.toNanos()) {
                settled = history.removeFirst().acknowledged;
            }
            history.addFirst(new Known(now - OLD.toNanos(), settled));
            return settled;
        }

        private void heard(String what) {
            long now = System.nanoTime();
            longest.merge(what, now - since.getOrDefault(what, now), Math::max);
            since.put(what, now);
        }

        private boolean stopped() {
            try {
                return stop.await(BREATH_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
    }
}
