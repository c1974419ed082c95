package io.activityledger.timeline.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Subject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How does one instance have another tell it what comes in there?
///
/// ```
/// GET /internal/v1/stream?workspace=w&lanes=0,3,l3[&kind=&entity_type=&id=][&seen=0:17,l3:4]
/// 200   e <lane> <offset> <activity>     a new activity
///       s 0:17,l3:4                           with these all is told up to there; also the heartbeat
/// 421   not all of them are active there
/// ```
final class LiveWire {

    static final String PATH = "/internal/v1/stream";

    private LiveWire() {}

    /// What is to be watched, from where on, of which lanes.
    record Asked(Watched watched, StreamFrom from, List<Lane> lanes) {}

    static String target(Watched watched, StreamFrom from, Collection<Lane> lanes) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("workspace", watched.workspaceId());
        parameters.put(
                "lanes", lanes.stream().map(Lane::toString).collect(Collectors.joining(",")));
        if (watched instanceof Watched.OneSubject(_, Subject subject)) {
            parameters.put("kind", subject.kind().name());
            parameters.put("entity_type", subject.entityType());
            parameters.put("id", subject.id());
        }
        if (from instanceof StreamFrom.Behind seen) {
            Map<Lane, Long> theirs = new TreeMap<>();
            lanes.forEach(each -> theirs.put(each, seen.offsetIn(each)));
            theirs.values().removeIf(offset -> offset < 0);
            parameters.put("seen", text(theirs));
        }
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&", PATH + "?", ""));
    }

    /// Empty where another release asks something that this one does not know.
    static Optional<Asked> parse(Map<String, List<String>> parameters) {
        try {
            String workspace = first(parameters, "workspace");
            Watched watched =
                    parameters.containsKey("kind")
                            ? new Watched.OneSubject(workspace, subject(parameters))
                            : new Watched.Workspace(workspace);
            StreamFrom from =
                    parameters.containsKey("seen")
                            ? new StreamFrom.Behind(seen(first(parameters, "seen")))
                            : new StreamFrom.Now();
            List<Lane> lanes = parts(first(parameters, "lanes")).map(Lane::parse).toList();
            return Optional.of(new Asked(watched, from, lanes));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            return Optional.empty();
        }
    }

    private static Subject subject(Map<String, List<String>> parameters) {
        return new Subject(
                Subject.Kind.valueOf(first(parameters, "kind")),
                first(parameters, "entity_type"),
                first(parameters, "id"));
    }

    static byte[] lines(Tidings tidings) {
        var lines = new ByteArrayOutputStream();
        for (LiveEvent event : tidings.events()) {
            lines.writeBytes("e %s %d ".formatted(event.lane(), event.offset()).getBytes(UTF_8));
            lines.writeBytes(event.json());
            lines.write('\n');
        }
        lines.writeBytes(("s " + text(tidings.seen()) + "\n").getBytes(UTF_8));
        return lines.toByteArray();
    }

    /// The next tidings; empty at the end.
    static Optional<Tidings> next(BufferedReader lines) throws IOException {
        List<LiveEvent> events = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 4);
            if (words[0].equals("s")) {
                return Optional.of(new Tidings(events, seen(words[1])));
            }
            events.add(
                    new LiveEvent(
                            Lane.parse(words[1]),
                            Long.parseLong(words[2]),
                            words[3].getBytes(UTF_8)));
        }
        return Optional.empty();
    }

    /// How offsets seen are spelled, also in the `id` of an event: `0:17,l3:4`.
    static String text(Map<Lane, Long> seen) {
        return new TreeMap<>(seen)
                .entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue())
                        .collect(Collectors.joining(","));
    }

    /// Throws where it is no such spelling.
    static SortedMap<Lane, Long> seen(String text) {
        Map<Lane, Long> seen = new HashMap<>();
        parts(text)
                .forEach(each -> {
                    int colon = each.indexOf(':');
                    seen.put(
                            Lane.parse(each.substring(0, colon)),
                            Long.valueOf(each.substring(colon + 1)));
                });
        return new TreeMap<>(seen);
    }

    private static Stream<String> parts(String text) {
        return Stream.of(text.split(",")).filter(each -> !each.isEmpty());
    }

    private static String first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }
}
