package io.activityledger.standalone;

import io.activityledger.standalone.hostile.Acknowledged;
import io.activityledger.standalone.hostile.AnswerRule;
import io.activityledger.standalone.hostile.HostileRequest;
import io.activityledger.standalone.hostile.HostileRequest.Door;
import io.activityledger.standalone.hostile.HostileRequests;
import io.activityledger.standalone.hostile.Wire;
import io.activityledger.standalone.hostile.WireAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What comes of sending all of them, several at a time? Holds each answer against the rules at
/// once.
final class HostileClients {

    private static final int CLIENTS = 8;
    private static final int MOST_SURPRISES = 20;

    /// One of so many activities is read back at once.
    private static final int READ_BACK = 10;

    private final URI server;
    private final HostileRequests requests;
    private final Acknowledged acknowledged = new Acknowledged();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    HostileClients(URI server, HostileRequests requests) {
        this.server = server;
        this.requests = requests;
    }

    /// Sends the requests of these numbers and comes back when all are answered.
    void send(int first, int afterLast) throws InterruptedException {
        var next = new AtomicInteger(first);
        var clients = new ArrayList<Thread>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(Thread.ofPlatform().start(() -> client(next, afterLast)));
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    /// What no answer should be; the first of them, where there are many.
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /// How many answers of each status there were; 0 is none at all.
    Map<Integer, AtomicInteger> statuses() {
        var sorted = new TreeMap<>(statuses);
        sorted.put(0, unanswered);
        return sorted;
    }

    private void client(AtomicInteger next, int afterLast) {
        try (var wire = new Wire(server)) {
            for (int each = next.getAndIncrement();
                    each < afterLast;
                    each = next.getAndIncrement()) {
                HostileRequest request = requests.of(each);
                try {
                    send(wire, request);
                } catch (RuntimeException | Error bug) {
                    surprise(bug.toString(), request, "");
                }
            }
        }
    }

    private void send(Wire wire, HostileRequest request) {
        Optional<WireAnswer> answered = wire.exchange(request);
        if (answered.isEmpty()) {
            unanswered.incrementAndGet();
            if (request.framing().sound()) {
                surprise("it was not answered", request, wire.story());
            }
            return;
        }
        WireAnswer answer = answered.get();
        judge(request, answer);
        boolean sure = answer.header(Acknowledged.UNVERIFIED).isEmpty();
        if (sure && request.number() % READ_BACK == 0 && request.door() == Door.LEADLEX) {
            Acknowledged.activityIn(answer).ifPresent(view -> readBack(wire, request, view));
        }
    }

    private void judge(HostileRequest request, WireAnswer answer) {
        statuses.computeIfAbsent(answer.status(), _ -> new AtomicInteger()).incrementAndGet();
        var problems = new ArrayList<>(AnswerRule.problems(request, answer));
        problems.addAll(acknowledged.take(request, answer));
        if (!problems.isEmpty()) {
            surprise(String.join("\n", problems), request, answer);
        }
    }

    /// Whoever wrote it reads what he was answered, unless the answer to either says otherwise.
    private void readBack(Wire wire, HostileRequest request, Map<?, ?> view) {
        String id = String.valueOf(view.get("id")).substring(1);
        Optional<WireAnswer> answer = wire.exchange(requests.reading(request.number(), id));
        if (answer.filter(HostileClients::isLate).isEmpty()
                && !answer.flatMap(Acknowledged::activityIn).equals(Optional.of(view))) {
            surprise("it reads otherwise than " + view, request, answer);
        }
    }

    private static boolean isLate(WireAnswer answer) {
        return answer.status() == 503 || answer.header("Ledger-Stale").isPresent();
    }

    private void surprise(String problem, HostileRequest request, Object answer) {
        if (surprises.size() < MOST_SURPRISES) {
            surprises.add(problem + "\n" + request + "\n-> " + answer);
        }
    }
}
