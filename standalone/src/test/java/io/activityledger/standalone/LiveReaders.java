package io.activityledger.standalone;

import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What do readers hear while instances come and go, and how long do they hear nothing? One reader
/// for each contact asks the instances in turn, as a gateway would, and judges by what was
/// acknowledged before it asked; of an answer that says it is stale, by what was ten seconds before
/// the last fresh one: no owner has told of more since. One more reads the deal that every post is
/// about, behind the position of the last post.
final class LiveReaders implements AutoCloseable {

    private static final int PER_PAGE = 100;
    private static final int BREATH_MILLIS = 50;
    private static final Duration OLD = Duration.ofSeconds(10);

    private final List<HttpProbe> instances = new CopyOnWriteArrayList<>();
    private final Posting posting;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final Silences withoutAnAnswer = new Silences();
    private final Silences withoutAFreshAnswer = new Silences();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    /// Begins at once.
    LiveReaders(Posting posting, List<HttpProbe> instances) {
        this.posting = posting;
        this.instances.addAll(instances);
        for (String contact : posting.contacts()) {
            threads.add(Thread.startVirtualThread(() -> new ContactReader(contact).read()));
        }
        threads.add(Thread.startVirtualThread(() -> new DealReader().read()));
    }

    /// Those that are asked, in turn.
    List<HttpProbe> instances() {
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
        return withoutAnAnswer.longest();
    }

    /// The longest time in which a reader heard none that was fresh.
    Duration longestWithoutAFreshAnswer() {
        return withoutAFreshAnswer.longest();
    }

    /// Counts from here on.
    void startPhase() {
        answers.clear();
        withoutAnAnswer.startPhase();
        withoutAFreshAnswer.startPhase();
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

    private boolean stopped() {
        try {
            return stop.await(BREATH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Used by its own thread.
    private abstract class Reader {

        final void read() {
            withoutAnAnswer.heard(this);
            withoutAFreshAnswer.heard(this);
            while (!stopped()) {
                try {
                    ask(instances.get(turns.getAndIncrement() % instances.size()));
                } catch (RuntimeException noAnswer) {
                    answers.merge("none", 1, Integer::sum);
                }
            }
        }

        abstract void ask(HttpProbe instance);

        /// What may be told of any answer; right is what a reader found of one that is no refusal.
        final void heard(Answer answer, boolean isRight, String expected) {
            boolean isStale = Timeline.isStale(answer);
            answers.merge(answer.status() + (isStale ? " stale" : ""), 1, Integer::sum);
            if (answer.status() == 503) {
                if (answer.header("Retry-After").isEmpty()) {
                    wrong.add("no Retry-After: " + answer);
                }
                return;
            }
            if (!isRight) {
                wrong.add(expected + " expected, but " + answer);
            }
            withoutAnAnswer.heard(this);
            if (!isStale) {
                withoutAFreshAnswer.heard(this);
            }
        }
    }

    private final class ContactReader extends Reader {

        private final String contact;
        private final Deque<Known> history = new ArrayDeque<>();
        private long lastFreshNanos = System.nanoTime();

        /// How many were acknowledged at some moment.
        private record Known(long atNanos, int acknowledged) {}

        ContactReader(String contact) {
            this.contact = contact;
        }

        @Override
        void ask(HttpProbe instance) {
            long asked = System.nanoTime();
            List<String> acknowledged = posting.acknowledged(contact);
            List<String> settled = acknowledged.subList(0, settled(acknowledged.size()));
            var answer = instance.get(Timeline.path(contact, 1, PER_PAGE));
            boolean isStale = Timeline.isStale(answer);
            List<String> expected = isStale ? settled : acknowledged;
            String told = expected.size() + (isStale ? " rows, stale," : " rows");
            heard(answer, holds(answer, expected), told);
            if (answer.status() == 200 && !isStale) {
                lastFreshNanos = asked;
            }
        }

        private static boolean holds(Answer answer, List<String> expected) {
            var rows = answer.json().at("/data/activities");
            var total = answer.json().at("/meta/total").asInt();
            return answer.status() == 200
                    && total >= expected.size()
                    && rows.size() == Math.min(total, PER_PAGE)
                    && (total > PER_PAGE || Timeline.ids(rows).containsAll(expected));
        }

        private int settled(int acknowledged) {
            long then = lastFreshNanos - OLD.toNanos();
            history.addLast(new Known(System.nanoTime(), acknowledged));
            int settled = 0;
            while (then - history.getFirst().atNanos >= 0) {
                settled = history.removeFirst().acknowledged;
            }
            history.addFirst(new Known(then, settled));
            return settled;
        }
    }

    private final class DealReader extends Reader {

        @Override
        void ask(HttpProbe instance) {
            posting.last().ifPresent(last -> ask(instance, last));
        }

        private void ask(HttpProbe instance, Posting.Written last) {
            var path = Timeline.path(posting.deal(), 1, PER_PAGE);
            var asked = instance.request(path).GET().header("Ledger-Position", last.position());
            var answer = instance.answer(asked);
            List<String> rows = Timeline.ids(answer.json().at("/data/activities"));
            boolean isRight =
                    answer.status() == 200
                            && (Timeline.isStale(answer)
                                    || rows.contains(last.id())
                                    || isPushedOff(last.id(), rows));
            heard(answer, isRight, last.id());
        }

        /// Newer ones fill the page: ids begin with their time.
        private static boolean isPushedOff(String id, List<String> rows) {
            return rows.size() == PER_PAGE && rows.getLast().compareTo(id) > 0;
        }
    }
}
