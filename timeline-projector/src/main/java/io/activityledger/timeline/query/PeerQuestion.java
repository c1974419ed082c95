package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Question.Look;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How does one instance put a question to another? As a path and parameters; an absent one means
/// what it means to the outside.
final class PeerQuestion {

    static final String ACTIVITY_PATH = "/internal/v1/activity";
    static final String NODESTASH_PATH = "/internal/v1/nodestash/activity";
    static final String FIRST_PATH = "/internal/v1/first";
    static final String TIMELINE_PATH = "/internal/v1/timeline";

    private PeerQuestion() {}

    private static final String UP_TO = "up_to";
    private static final String STAND_IN = "stand_in";

    static String target(Asked asked) {
        var parameters = new LinkedHashMap<String, String>();
        String path =
                switch (asked.question()) {
                    case Question.OneActivity(String workspace, ActivityId id, Look look) -> {
                        put(workspace, id, parameters);
                        yield switch (look) {
                            case LEADLEX -> ACTIVITY_PATH;
                            case NODESTASH -> NODESTASH_PATH;
                        };
                    }
                    case Question.FirstRecord(String workspace, ActivityId id) -> {
                        put(workspace, id, parameters);
                        yield FIRST_PATH;
                    }
                    case Question.Timeline question -> {
                        put(question, parameters);
                        yield TIMELINE_PATH;
                    }
                };
        put(asked.consistency(), parameters);
        return path
                + parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static void put(String workspace, ActivityId id, Map<String, String> to) {
        to.put("workspace", workspace);
        to.put("id", id.bare());
    }

    private static void put(Question.Timeline question, Map<String, String> to) {
        PageQuery query = question.query();
        to.put("workspace", question.workspaceId());
        to.put("kind", question.subject().kind().name());
        to.put("entity_type", question.subject().entityType());
        to.put("id", question.subject().id());
        to.put("page", Integer.toString(query.page()));
        to.put("per_page", Integer.toString(query.perPage()));
        query.types().forEach(type -> to.put("type", type));
        to.put("from", Long.toString(query.fromMillis()));
        to.put("to", Long.toString(query.toMillis()));
    }

    private static void put(Consistency consistency, Map<String, String> to) {
        switch (consistency) {
            case Consistency.ReadYourWrites() -> to.remove("consistency");
            case Consistency.Eventual() -> to.put("consistency", Consistency.EVENTUAL);
            case Consistency.Including(Positions positions) -> to.put("position", positions.text());
            case Consistency.UpTo(Position position) -> to.put(UP_TO, position.text());
            case Consistency.StandIn() -> to.put(STAND_IN, "true");
        }
    }

    /// The question that a path and its parameters put; empty where another release asks something
    /// that this one does not know.
    static Optional<Asked> parse(String path, Map<String, List<String>> parameters) {
        var from = new Parameters(parameters);
        try {
            Optional<Question> question =
                    switch (path) {
                        case ACTIVITY_PATH -> one(from, Look.LEADLEX);
                        case NODESTASH_PATH -> one(from, Look.NODESTASH);
                        case FIRST_PATH -> first(from);
                        case TIMELINE_PATH -> Optional.of(timeline(from));
                        default -> Optional.empty();
                    };
            return question.flatMap(
                    each -> consistency(from).map(asking -> new Asked(each, asking)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Question> one(Parameters from, Look look) {
        return ActivityId.parse(from.text("id"))
                .map(id -> new Question.OneActivity(from.text("workspace"), id, look));
    }

    private static Optional<Question> first(Parameters from) {
        return ActivityId.parse(from.text("id"))
                .map(id -> new Question.FirstRecord(from.text("workspace"), id));
    }

    private static Question timeline(Parameters from) {
        var subject =
                new Subject(
                        Subject.Kind.valueOf(from.text("kind")),
                        from.text("entity_type"),
                        from.text("id"));
        var query =
                new PageQuery(
                        Integer.parseInt(from.text("page")),
                        Integer.parseInt(from.text("per_page")),
                        from.all("type"),
                        Long.parseLong(from.text("from")),
                        Long.parseLong(from.text("to")));
        return new Question.Timeline(from.text("workspace"), subject, query);
    }

    private static Optional<Consistency> consistency(Parameters from) {
        if (!from.text(STAND_IN).isEmpty()) {
            return Optional.of(new Consistency.StandIn());
        }
        if (!from.text(UP_TO).isEmpty()) {
            return Position.parse(from.text(UP_TO)).map(Consistency.UpTo::new);
        }
        return switch (Consistency.parse(from.text("consistency"), from.text("position"))) {
            case Consistency.Parsed.Valid(Consistency consistency) -> Optional.of(consistency);
            case Consistency.Parsed.Invalid _ -> Optional.empty();
        };
    }

    private record Parameters(Map<String, List<String>> values) {

        List<String> all(String name) {
            return values.getOrDefault(name, List.of());
        }

        /// The first value, empty where there is none.
        String text(String name) {
            return all(name).stream().findFirst().orElse("");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
