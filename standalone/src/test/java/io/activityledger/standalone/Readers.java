package io.activityledger.standalone;

import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/// Which answers do readers get while something is wrong, and is one of them wrong? A reader for
/// each contact, a thread of its own, judges by what was acknowledged before it asked.
final class Readers {

    private static final int PER_PAGE = 100;

    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    /// How often each kind of answer came.
    Map<String, Integer> answers() {
        return answers;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /// Asks about every contact, over and over, until `time` is over.
    void ask(HttpProbe projector, Posting posting, Duration time) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        var readers = new ArrayList<Thread>();
        for (String subject : posting.contacts()) {
            readers.add(
                    Thread.startVirtualThread(() -> {
                        while (System.nanoTime() - end < 0) {
                            ask(projector, posting, subject);
                        }
                    }));
        }
        for (Thread reader : readers) {
            reader.join();
        }
    }

    private void ask(HttpProbe projector, Posting posting, String subject) {
        var acknowledged = posting.acknowledged(subject);
        try {
            var answer = projector.get(Timeline.path(subject, 1, PER_PAGE));
            answers.merge(
                    answer.status() + (Timeline.isStale(answer) ? " stale" : ""), 1, Integer::sum);
            if (!isRight(answer, acknowledged)) {
                wrong.add(acknowledged.size() + " acknowledged, but " + answer);
            }
        } catch (RuntimeException noAnswer) {
            answers.merge("none", 1, Integer::sum);
        }
    }

    /// Whole, or labelled stale, or "not now".
    private static boolean isRight(Answer answer, List<String> acknowledged) {
        if (answer.status() == 503 || Timeline.isStale(answer)) {
            return true;
        }
        var rows = answer.json().at("/data/activities");
        var total = answer.json().at("/meta/total").asInt();
        return answer.status() == 200
                && total >= acknowledged.size()
                && rows.size() == Math.min(total, PER_PAGE)
                && (total > PER_PAGE || Timeline.ids(rows).containsAll(acknowledged));
    }
}
