package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.HttpProbe;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// Which activities has the ledger acknowledged? Writers that post about a few contacts, one after
/// the other each, and always about the same deal too, and go on while others are killed. Each
/// writer is a thread of its own.
final class Posting implements AutoCloseable {

    private static final int CONTACTS = 8;
    private static final int BREATH_MILLIS = 20;

    private final HttpProbe ingest;
    private final List<String> contacts;
    private final String deal;
    private final Map<String, ConcurrentLinkedQueue<String>> acknowledged =
            new ConcurrentHashMap<>();
    private final Map<String, String> titles = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Written> last = new AtomicReference<>();
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final Silences withoutAnAcknowledgement = new Silences();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> writers = new ArrayList<>();

    /// A post that was acknowledged, and where it stands on the log.
    record Written(String id, String position) {}

    private Posting(HttpProbe ingest, List<String> contacts, String deal) {
        this.ingest = ingest;
        this.contacts = contacts;
        this.deal = deal;
        contacts().forEach(subject -> acknowledged.put(subject, new ConcurrentLinkedQueue<>()));
        acknowledged.put(deal(), new ConcurrentLinkedQueue<>());
    }

    /// Makes the contacts and the deal known, then posts about them until closed.
    static Posting about(String prefix, int writers, HttpProbe ingest) {
        var ids = IntStream.range(0, CONTACTS).mapToObj(it -> prefix + "-" + it).toList();
        var posting = new Posting(ingest, ids, prefix + "-deal");
        posting.contacts().forEach(subject -> know(ingest, subject));
        know(ingest, posting.deal());
        for (int writer = 0; writer < writers; writer++) {
            var first = writer;
            posting.writers.add(Thread.startVirtualThread(() -> posting.write(first)));
        }
        return posting;
    }

    private static void know(HttpProbe ingest, String subject) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ingest.put("/v1/" + subject, "{}").status() < 300);
    }

    private static String contact(String id) {
        return "contacts/" + id;
    }

    /// The contacts, as paths spell them.
    List<String> contacts() {
        return contacts.stream().map(Posting::contact).toList();
    }

    /// The deal that all posts are about, as paths spell it.
    String deal() {
        return "deals/" + deal;
    }

    /// The last post that was acknowledged; empty before the first.
    Optional<Written> last() {
        return Optional.ofNullable(last.get());
    }

    /// The ids that were acknowledged so far for this subject, in no order.
    List<String> acknowledged(String subject) {
        return List.copyOf(acknowledged.get(subject));
    }

    /// Every acknowledged id and the title it was posted with.
    Map<String, String> titles() {
        return Map.copyOf(titles);
    }

    /// Posts of which nobody knows whether they stand.
    int unknown() {
        return unknown.get();
    }

    /// How often each answer came, in this phase.
    Map<String, Integer> answers() {
        return answers;
    }

    /// The longest time in which a writer had nothing acknowledged, in this phase.
    Duration longestWithoutAnAcknowledgement() {
        return withoutAnAcknowledgement.longest();
    }

    /// Counts from here on.
    void startPhase() {
        answers.clear();
        withoutAnAcknowledgement.startPhase();
    }

    /// Answers when `more` further posts are acknowledged.
    void awaitMore(int more) {
        var goal = titles.size() + more;
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> titles.size() >= goal);
    }

    @Override
    public void close() {
        stop.countDown();
        for (Thread writer : writers) {
            ended(writer);
        }
        assertThat(surprises).isEmpty();
    }

    private static void ended(Thread writer) {
        try {
            writer.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(int first) {
        withoutAnAcknowledgement.heard(first);
        for (int turn = first; !stopped(); turn++) {
            if (posted(contacts.get(turn % contacts.size()))) {
                withoutAnAcknowledgement.heard(first);
            }
        }
    }

    private boolean posted(String contact) {
        var title = "post " + posts.incrementAndGet();
        var json =
                "{\"type\":\"note\",\"title\":\"%s\",\"contact_id\":\"%s\",\"deal_id\":\"%s\"}"
                        .formatted(title, contact, deal);
        try {
            var answer = ingest.post("/v1/activities", json);
            answers.merge(Integer.toString(answer.status()), 1, Integer::sum);
            switch (answer.status()) {
                case 201 -> {
                    var id = answer.json().at("/data/activity/id").asText();
                    titles.put(id, title);
                    acknowledged.get(contact(contact)).add(id);
                    acknowledged.get(deal()).add(id);
                    last.set(new Written(id, answer.header("Ledger-Position").orElseThrow()));
                    return true;
                }
                case 503 -> unknown.incrementAndGet();
                default -> surprises.add(answer.toString());
            }
            if (answer.status() == 503 && answer.header("Retry-After").isEmpty()) {
                surprises.add("no Retry-After: " + answer);
            }
        } catch (UncheckedIOException noAnswer) {
            answers.merge("none", 1, Integer::sum);
            unknown.incrementAndGet();
        }
        return false;
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
