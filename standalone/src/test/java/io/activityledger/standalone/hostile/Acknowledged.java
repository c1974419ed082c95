package io.activityledger.standalone.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.standalone.hostile.HostileRequest.Door;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Which activities did the house say that it recorded, and what did their writers say of them?
/// Keeps no more than a digest of each. Safe for many threads.
public final class Acknowledged {

    private static final int MOST_ITEMS = 1_000;

    /// Stands in an answer that may turn out to be about another request with the same key.
    public static final String UNVERIFIED = "Ledger-Idempotency";

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicInteger unknown = new AtomicInteger();

    /// What is known of an acknowledged activity.
    private record Entry(int number, UUID digest, Kind kind) {}

    /// Of what the digest is.
    private enum Kind {
        WHAT_WAS_SAID,
        WHAT_THE_ANSWER_SHOWS,
        /// Nothing: nobody could say whether another request had recorded it before.
        UNVERIFIED
    }

    /// Takes note of an answer; tells what is wrong with it.
    public List<String> take(HostileRequest request, WireAnswer answer) {
        unknown.addAndGet(unknownIn(request, answer));
        boolean good = answer.status() == 201 || answer.status() == 207;
        if (!good || !request.door().records()) {
            return List.of();
        }
        Object body = Meaning.of(answer.body()).orElse(Map.of());
        List<String> problems = noted(request, body);
        if (answer.header(UNVERIFIED).isPresent()) {
            entries.replaceAll((_, entry) ->
                    entry.number == request.number()
                            ? new Entry(entry.number, entry.digest, Kind.UNVERIFIED)
                            : entry);
        }
        return problems;
    }

    private List<String> noted(HostileRequest request, Object body) {
        return switch (request.door()) {
            case LEADLEX -> one(request, at(body, "data", "activity"));
            case REEVO, NODESTASH -> one(request, at(body, "data"));
            case BATCH_ARRAY, BATCH_LINES ->
                    many(
                            request,
                            at(body, "data", "results") instanceof List<?> all ? all : List.of());
            case OTHER -> List.of();
        };
    }

    /// The activity that a LeadLex answer shows; empty where it shows none.
    public static Optional<Map<?, ?>> activityIn(WireAnswer answer) {
        Object body = Meaning.of(answer.body()).orElse(Map.of());
        return answer.status() < 300 && at(body, "data", "activity") instanceof Map<?, ?> view
                ? Optional.of(view)
                : Optional.empty();
    }

    public int size() {
        return entries.size();
    }

    /// Writes of which the house could not say whether they stand.
    public int unknown() {
        return unknown.get();
    }

    /// What is wrong with the log, whose records are given in the order of each partition.
    public List<String> differences(Iterable<Activity> log) {
        var differences = new ArrayList<String>();
        Set<String> seen = new HashSet<>();
        int strangers = 0;
        for (Activity activity : log) {
            String id = activity.id().bare();
            if (!seen.add(id)) {
                continue;
            }
            Entry entry = entries.get(id);
            Said said = Said.onLog(activity);
            if (entry == null) {
                strangers++;
                differences.add("nobody was told of " + activity);
            } else if (!agree(entry, said)) {
                differences.add(
                        "request %d said something else: %s".formatted(entry.number, activity));
            }
        }
        if (strangers <= unknown()) {
            differences.removeIf(each -> each.startsWith("nobody was told"));
        }
        entries.forEach((id, entry) -> {
            if (!seen.contains(id)) {
                differences.add("request %d: %s is not there".formatted(entry.number, id));
            }
        });
        return differences;
    }

    /// Writes that may stand though nobody was told.
    private static int unknownIn(HostileRequest request, WireAnswer answer) {
        int told = answer.body().split("log_unavailable", -1).length - 1;
        boolean batch = request.door() == Door.BATCH_ARRAY || request.door() == Door.BATCH_LINES;
        return answer.status() == 503 && batch ? told * MOST_ITEMS : told;
    }

    private static boolean agree(Entry entry, Said said) {
        return switch (entry.kind) {
            case WHAT_WAS_SAID -> entry.digest.equals(digest(said));
            case WHAT_THE_ANSWER_SHOWS -> entry.digest.equals(digest(said.shown()));
            case UNVERIFIED -> true;
        };
    }

    private List<String> one(HostileRequest request, Object view) {
        return recorded(request, view, Meaning.of(request.body()), true);
    }

    private List<String> many(HostileRequest request, List<?> results) {
        List<Optional<Object>> items = items(request.body());
        boolean clear = items.size() == results.size();
        var problems = new ArrayList<String>();
        for (int at = 0; at < results.size(); at++) {
            if (Set.of("\"created", "\"replayed").contains(at(results.get(at), "status"))) {
                problems.addAll(
                        recorded(
                                request,
                                at(results.get(at), "activity"),
                                clear ? items.get(at) : Optional.empty(),
                                clear));
            }
        }
        return problems;
    }

    /// As an array, else as lines: whichever the client says it is, it can be only one of them.
    /// None where an array is broken.
    private static List<Optional<Object>> items(byte[] body) {
        if (Meaning.of(body).orElse(Map.of()) instanceof List<?> array) {
            return array.stream().map(item -> Optional.<Object>of(item)).toList();
        }
        String text = new String(body, UTF_8);
        return text.strip().startsWith("[")
                ? List.of()
                : text.lines().filter(line -> !line.isBlank()).map(Meaning::of).toList();
    }

    private List<String> recorded(
            HostileRequest request, Object view, Optional<Object> sent, boolean clear) {
        String spelled = at(view, "id") instanceof String id ? id.substring(1) : "";
        Optional<ActivityId> id = ActivityId.parse(spelled);
        if (id.isEmpty()) {
            return List.of("it shows no id");
        }
        boolean leadlex = request.door() != Door.REEVO && request.door() != Door.NODESTASH;
        Said shown = Said.inAnswer(view instanceof Map<?, ?> fields ? fields : Map.of());
        if (!clear) {
            entries.put(
                    id.get().bare(),
                    new Entry(request.number(), digest(shown), Kind.WHAT_THE_ANSWER_SHOWS));
            return List.of();
        }
        if (!(sent.orElse("") instanceof Map<?, ?> fields)) {
            return List.of("it is accepted, and no JSON object");
        }
        Said said = Said.inRequest(request.door(), fields);
        entries.put(id.get().bare(), new Entry(request.number(), digest(said), Kind.WHAT_WAS_SAID));
        return leadlex && !said.shown().equals(shown)
                ? List.of("it shows " + shown + "\nfor " + said)
                : List.of();
    }

    private static Object at(Object value, String... path) {
        Object at = value;
        for (String name : path) {
            at = at instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return at == null ? "" : at;
    }

    private static UUID digest(Said said) {
        return UUID.nameUUIDFromBytes(said.toString().getBytes(UTF_8));
    }
}
