package io.activityledger.timeline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.schemas.Positions;
import io.activityledger.timeline.consistency.Consistency;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
/// 421   not all of them are active there
/// ```
final class FeedWire {

    static final String PATH = "/internal/v1/feed";
    static final String OUTCOME = "Ledger-Outcome";
    static final String HELD = "held";

    private static final String POSITION = "position";
    private static final String CONSISTENCY = "consistency";

    private FeedWire() {}

    /// What is asked for, of which partitions.
    record Asked(FeedQuery query, List<Integer> partitions) {}

    static String target(FeedQuery query, Collection<Integer> partitions) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("workspace", query.workspaceId());
        parameters.put(
                "partitions",
                partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
        parameters.put("limit", Integer.toString(query.limit()));
        switch (query.from()) {
            case FeedFrom.Newest() -> parameters.put("newest", "");
            case FeedFrom.After(Positions boundary) ->
                    parameters.put("after", text(boundary, partitions));
            case FeedFrom.Before(Positions boundary) ->
                    parameters.put("before", text(boundary, partitions));
        }
        put(query.consistency(), parameters);
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&", PATH + "?", ""));
    }

    private static void put(Consistency consistency, Map<String, String> to) {
        switch (consistency) {
            // Nobody stands in for an owner here: each part has to be whole.
            case Consistency.ReadYourWrites(), Consistency.StandIn() -> to.remove(CONSISTENCY);
            case Consistency.Eventual() -> to.put(CONSISTENCY, Consistency.EVENTUAL);
            case Consistency.Including(Positions positions) -> to.put(POSITION, positions.text());
            case Consistency.UpTo(var position) -> to.put(POSITION, position.text());
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
                                        new FeedQuery(workspace, from, limit, consistency),
                                        partitions));
                case Consistency.Parsed.Invalid _ -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            return Optional.empty();
        }
    }

    static byte[] body(List<FeedPart> parts) {
        var body = new ByteArrayOutputStream();
        for (FeedPart part : parts) {
            String freshness = part.stale() ? "stale" : "fresh";
            line("p %d %d %s".formatted(part.partition(), part.applied(), freshness), body);
            for (FeedItem item : part.items()) {
                String head = "r %d %d ".formatted(item.offset(), item.recordedAtMillis());
                body.writeBytes(head.getBytes(UTF_8));
                body.writeBytes(item.json());
                body.write('\n');
            }
        }
        return body.toByteArray();
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
            for (String line : body.lines().toList().reversed()) {
                String[] words = line.split(" ", 4);
                if (words[0].equals("r")) {
                    items.add(
                            new FeedItem(
                                    Long.parseLong(words[1]),
                                    Long.parseLong(words[2]),
                                    words[3].getBytes(UTF_8)));
                } else {
                    parts.add(
                            new FeedPart(
                                    Integer.parseInt(words[1]),
                                    Long.parseLong(words[2]),
                                    words[3].equals("stale"),
                                    items.reversed()));
                    items.clear();
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
