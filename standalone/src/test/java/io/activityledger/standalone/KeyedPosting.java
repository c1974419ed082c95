package io.activityledger.standalone;

import io.activityledger.schemas.Position;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.Randomly;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// What are clients told that send each of many requests up to five times, to one instance or the
/// other, in an order that a seed decides? Doubles are sent soon after one another, so that they
/// often meet. What is not answered, or with 503, is sent again elsewhere.
final class KeyedPosting {

    static final int CONTACTS = 8;

    private static final int CLIENTS = 8;
    private static final int MOST_SENDINGS = 5;
    private static final int SPREAD = 40;
    private static final int MOST_TRIES = 200;

    private final List<HttpProbe> instances;
    private final Queue<Sending> sendings;
    private final CountDownLatch half;
    private final Map<String, Queue<Told>> told = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    KeyedPosting(int requests, List<HttpProbe> instances, Randomly randomly) {
        this.instances = instances;
        this.sendings = new ConcurrentLinkedQueue<>(sendings(requests, randomly));
        this.half = new CountDownLatch(sendings.size() / 2);
    }

    /// One time that a request is sent.
    private record Sending(int number, int order, int instance) {}

    /// What came of it.
    record Told(String body, Position position, String kind) {}

    static String key(int number) {
        return "key-" + number;
    }

    static String body(int number) {
        return "{\"type\":\"note\",\"title\":\"request %d\",\"contact_id\":\"c-%d\"}"
                .formatted(number, number % CONTACTS);
    }

    /// Sends all of it; `amid` is done when half is answered.
    void run(Runnable amid) throws InterruptedException {
        var clients = new ArrayList<Thread>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(Thread.startVirtualThread(this::client));
        }
        half.await();
        amid.run();
        for (Thread client : clients) {
            client.join();
        }
    }

    Map<String, Queue<Told>> told() {
        return told;
    }

    Queue<String> surprises() {
        return surprises;
    }

    /// Sendings of which nobody told what came of them.
    int unanswered() {
        return unanswered.get();
    }

    long count(String kind) {
        return told.values().stream()
                .flatMap(Queue::stream)
                .filter(it -> it.kind().equals(kind))
                .count();
    }

    private static List<Sending> sendings(int requests, Randomly randomly) {
        var all = new ArrayList<Sending>();
        for (int number = 0; number < requests; number++) {
            int times = randomly.number(1, MOST_SENDINGS);
            for (int time = 0; time < times; time++) {
                all.add(
                        new Sending(
                                number,
                                number + randomly.number(0, SPREAD),
                                randomly.number(0, 1)));
            }
        }
        all.sort(Comparator.comparingInt(Sending::order));
        return all;
    }

    private void client() {
        for (var next = sendings.poll(); next != null; next = sendings.poll()) {
            send(next);
            half.countDown();
        }
    }

    private void send(Sending sending) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            var instance = instances.get((sending.instance() + attempt) % instances.size());
            try {
                Answer answer = post(instance, sending.number(), body(sending.number()));
                if (answer.status() != 503) {
                    take(sending, answer);
                    return;
                }
            } catch (UncheckedIOException noAnswer) {
                // sent again below, as a client does
            }
            unanswered.incrementAndGet();
        }
        surprises.add("never answered: " + sending);
    }

    static Answer post(HttpProbe instance, int number, String body) {
        return instance.answer(
                instance.request("/v1/activities")
                        .header("Idempotency-Key", '"' + key(number) + '"')
                        .POST(BodyPublishers.ofString(body)));
    }

    private void take(Sending sending, Answer answer) {
        if (answer.status() != 201) {
            surprises.add(sending + ": " + answer);
            return;
        }
        var position = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
        told.computeIfAbsent(key(sending.number()), _ -> new ConcurrentLinkedQueue<>())
                .add(new Told(answer.body(), position, kind(answer)));
    }

    private static String kind(Answer answer) {
        return answer.header("Ledger-Idempotency")
                .or(() -> answer.header("Idempotent-Replayed").map(_ -> "replayed"))
                .orElse("created");
    }
}
