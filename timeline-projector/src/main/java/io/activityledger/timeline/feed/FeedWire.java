package io.activityledger.timeline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.schemas.Positions;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.FilterWire;
import io.activityledger.timeline.query.Question.Look;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How does one instance ask another for its part of the feed, and how is that answered?
///
/// ```
/// GET /internal/v1/feed?workspace=w&partitions=0,3&limit=51&after=0:17,3:4
/// 200   p <partition> <applied> <fresh|stale>      a line for each partition
///       r <offset> <recorded_at> <activity>        and behind it, one for each of its rows
///       h <offset> <recorded_at>                   and where looking for wanted ones ended
/// 421   not all of them are active there
/// ```
final class FeedWire {

    static final String PATH = "/internal/v1/feed";

    /// Asked only of who knows what is left out: another release would leave out nothing.
    static final String LIST_PATH = "/internal/v1/recorded";

    static final String OUTCOME = "Ledger-Outcome";
    static final String HELD = "held";

    private static final String POSITION = "position";
    private static final String CONSISTENCY = "consistency";
    private static final String LOOK = "look";

    private FeedWire() {}

    /// What is asked for, of which partitions.
    record Asked(FeedQuery query, List<Integer> partitions) {}

    static String target(FeedQuery query, Collection<Integer> partitions) {
        List<String> parameters = new ArrayList<>();
        FilterWire.Parameters to = (name, value) -> parameters.add(name + "=" + encoded(value));
        to.add("workspace", query.workspaceId());
        to.add(
                "partitions",
                partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
        to.add("limit", Integer.toString(query.limit()));
        switch (query.from()) {
            case FeedFrom.Newest() -> to.add("newest", "");
            case FeedFrom.After(Positions boundary) -> to.add("after", text(boundary, partitions));
            case FeedFrom.Before(Positions boundary) ->
                    to.add("before", text(boundary, partitions));
        }
        put(query.consistency(), to);
        boolean isFeed = query.sieve().equals(Sieve.EVERYTHING);
        if (!isFeed) {
            to.add(LOOK, query.sieve().look().name());
            FilterWire.put(query.sieve().filter(), to);
        }
        return parameters.stream()
                .collect(Collectors.joining("&", (isFeed ? PATH : LIST_PATH) + "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static void put(Consistency consistency, FilterWire.Parameters to) {
        switch (consistency) {
            // Nobody stands in for an owner here: each part has to be whole.
            case Consistency.ReadYourWrites(), Consistency.StandIn() -> {}
            case Consistency.Eventual() -> to.add(CONSISTENCY, Consistency.EVENTUAL);
            case Consistency.Including(Positions positions) -> to.add(POSITION, positions.text());
            case Consistency.UpTo(var position) -> to.add(POSITION, position.text());
        }
    }

    /// The boundaries of those partitions: as many as there are, unlike [Positions#text()].
    static String text(Positions boundary, Collection<Integer> partitions) {
        return partitions.stream()
                .filter(each -> boundary.offsetIn(each) >= 0)
                .map(each -> each + ":" + boundary.offsetIn(each))
                .collect(Collectors.joining(","));
    }

    static Positions positions(String text) {
        SortedMap<Integer, Long> highest = new TreeMap<>();
        for (String each : parts(text)) {
            int colon = each.indexOf(':');
            highest.put(
                    Integer.parseInt(each.substring(0, colon)),
                    Long.parseLong(each.substring(colon + 1)));
        }
        return new Positions(highest);
    }

    /// Empty where another release asks something that this one does not know.
    static Optional<Asked> parse(Map<String, List<String>> parameters) {
        try {
            FeedFrom from;
            if (parameters.containsKey("after")) {
                from = new FeedFrom.After(positions(first(parameters, "after")));
            } else if (parameters.containsKey("before")) {
                from = new FeedFrom.Before(positions(first(parameters, "before")));
            } else {
                from = new FeedFrom.Newest();
            }
            int limit = Integer.parseInt(first(parameters, "limit"));
            List<Integer> partitions =
                    parts(first(parameters, "partitions")).stream().map(Integer::valueOf).toList();
            String workspace = first(parameters, "workspace");
            return switch (Consistency.parse(
                    first(parameters, CONSISTENCY), first(parameters, POSITION))) {
                case Consistency.Parsed.Valid(var consistency) ->
                        Optional.of(
                                new Asked(
                                        new FeedQuery(
                                                workspace,
                                                from,
                                                limit,
                                                consistency,
                                                sieve(parameters)),
                                        partitions));
                case Consistency.Parsed.Invalid _ -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            return Optional.empty();
        }
    }

    private static Sieve sieve(Map<String, List<String>> parameters) {
        String look = first(parameters, LOOK);
        return look.isEmpty()
                ? Sieve.EVERYTHING
                : new Sieve(FilterWire.filter(parameters), Look.valueOf(look));
    }

    static byte[] body(List<FeedPart> parts) {
        var body = new ByteArrayOutputStream();
        for (FeedPart part : parts) {
            String freshness = part.stale() ? "stale" : "fresh";
            line("p %d %d %s".formatted(part.partition(), part.applied(), freshness), body);
            for (FeedItem item : part.items()) {
                String head = "r %d %d ".formatted(item.offset(), item.recordedAtMillis());
                body.writeBytes(head.getBytes(UTF_8));
                body.writeBytes(onOneLine(item.json()));
                body.write('\n');
            }
            if (part.horizon() instanceof Horizon.At(long offset, long millis)) {
                line("h %d %d".formatted(offset, millis), body);
            }
        }
        return body.toByteArray();
    }

    /// What a foreign producer wrote may be spread over lines: between tokens only, since inside of
    /// texts JSON has no line breaks.
    private static byte[] onOneLine(byte[] json) {
        byte[] line = json.clone();
        for (int at = 0; at < line.length; at++) {
            if (line[at] == '\n' || line[at] == '\r') {
                line[at] = ' ';
            }
        }
        return line;
    }

    private static void line(String text, ByteArrayOutputStream to) {
        to.writeBytes(text.getBytes(UTF_8));
        to.write('\n');
    }

    /// What a peer said to a question about `asked` partitions.
    static Share<FeedPart> parse(PeerAnswer answer, Collection<Integer> asked) {
        return switch (answer) {
            case PeerAnswer.Unreachable(String reason) -> new Share.NotHeld<>(reason);
            case PeerAnswer.Answered answered
                    when answered.header(OUTCOME).orElse("").equals(HELD) ->
                    parsed(new String(answered.body(), UTF_8), asked);
            case PeerAnswer.Answered answered ->
                    new Share.NotHeld<>("the owner answered " + answered.status());
        };
    }

    private static Share<FeedPart> parsed(String body, Collection<Integer> asked) {
        try {
            List<FeedPart> parts = new ArrayList<>();
            List<FeedItem> items = new ArrayList<>();
            Horizon horizon = new Horizon.None();
            for (String line : body.lines().toList().reversed()) {
                String[] words = line.split(" ", 4);
                if (words[0].equals("r")) {
                    items.add(
                            new FeedItem(
                                    Long.parseLong(words[1]),
                                    Long.parseLong(words[2]),
                                    words[3].getBytes(UTF_8)));
                } else if (words[0].equals("h")) {
                    horizon = new Horizon.At(Long.parseLong(words[1]), Long.parseLong(words[2]));
                } else {
                    parts.add(
                            new FeedPart(
                                    Integer.parseInt(words[1]),
                                    Long.parseLong(words[2]),
                                    words[3].equals("stale"),
                                    items.reversed(),
                                    horizon));
                    items.clear();
                    horizon = new Horizon.None();
                }
            }
            boolean all =
                    parts.size() == asked.size()
                            && parts.stream().map(FeedPart::partition).allMatch(asked::contains);
            return all
                    ? new Share.Held<>(parts)
                    : new Share.NotHeld<>("the owner speaks of other partitions");
        } catch (IllegalArgumentException | IndexOutOfBoundsException otherRelease) {
            return new Share.NotHeld<>("the owner's answer cannot be read");
        }
    }

    private static List<String> parts(String text) {
        return Stream.of(text.split(",")).filter(each -> !each.isEmpty()).toList();
    }

    private static String first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }
}
