package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.projection.Boundary;
import io.activityledger.timeline.projection.Place;
import io.activityledger.timeline.query.Question.Look;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/// How does one instance put a question to another? As a path and parameters; an absent one means
/// what it means to the outside.
final class PeerQuestion {

    static final String ACTIVITY_PATH = "/internal/v1/activity";
    static final String FIRST_PATH = "/internal/v1/first";
    static final String TIMELINE_PATH = "/internal/v1/timeline";
    static final String SUMMARY_PATH = "/internal/v1/summary";

    private PeerQuestion() {}

    private static final String UP_TO = "up_to";
    private static final String STAND_IN = "stand_in";
    private static final String LOOK = "look";

    private record Parameter(String name, String value) {}

    static String target(Asked asked) {
        var parameters = new ArrayList<Parameter>();
        String path =
                switch (asked.question()) {
                    case Question.OneActivity(String workspace, ActivityId id, Look look) -> {
                        put(workspace, id, parameters);
                        parameters.add(new Parameter(LOOK, look.name()));
                        yield ACTIVITY_PATH;
                    }
                    case Question.FirstRecord(String workspace, ActivityId id) -> {
                        put(workspace, id, parameters);
                        yield FIRST_PATH;
                    }
                    case Question.Timeline question -> {
                        put(question, parameters);
                        yield TIMELINE_PATH;
                    }
                    case Question.Summary(String workspace, Subject subject, Days days) -> {
                        parameters.add(new Parameter("workspace", workspace));
                        FilterWire.put("", subject, into(parameters));
                        put(days, parameters);
                        yield SUMMARY_PATH;
                    }
                };
        put(asked.consistency(), parameters);
        return path
                + parameters.stream()
                        .map(each -> each.name() + "=" + encoded(each.value()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static void put(String workspace, ActivityId id, List<Parameter> to) {
        to.add(new Parameter("workspace", workspace));
        to.add(new Parameter("id", id.bare()));
    }

    private static void put(Question.Timeline question, List<Parameter> to) {
        PageQuery query = question.query();
        to.add(new Parameter("workspace", question.workspaceId()));
        FilterWire.put("", question.subject(), into(to));
        to.add(new Parameter(LOOK, question.look().name()));
        put(query.place(), to);
        to.add(new Parameter("per_page", Integer.toString(query.perPage())));
        to.add(new Parameter("order", query.order().name()));
        FilterWire.put(query.filter(), into(to));
    }

    private static FilterWire.Parameters into(List<Parameter> parameters) {
        return (name, value) -> parameters.add(new Parameter(name, value));
    }

    private static void put(Days days, List<Parameter> to) {
        to.add(new Parameter("from", days.from().toString()));
        to.add(new Parameter("to", days.to().toString()));
        to.add(new Parameter("tz", days.zone().getId()));
    }

    private static void put(Place place, List<Parameter> to) {
        to.add(
                switch (place) {
                    case Place.Nth(long offset) -> new Parameter("nth", Long.toString(offset));
                    case Place.From(Boundary boundary) -> new Parameter("from", hex(boundary));
                    case Place.Until(Boundary boundary) -> new Parameter("until", hex(boundary));
                });
    }

    private static void put(Consistency consistency, List<Parameter> to) {
        switch (consistency) {
            case Consistency.StandIn() -> to.add(new Parameter(STAND_IN, "true"));
            case Consistency.ReadYourWrites() -> {}
            case Consistency.Eventual() ->
                    to.add(new Parameter("consistency", Consistency.EVENTUAL));
            case Consistency.Including(Positions positions) ->
                    to.add(new Parameter("position", positions.text()));
            case Consistency.UpTo(Position position) ->
                    to.add(new Parameter(UP_TO, position.text()));
        }
    }

    /// The question that a path and its parameters put; empty where another release asks something
    /// that this one does not know.
    static Optional<Asked> parse(String path, Map<String, List<String>> parameters) {
        var from = new Parameters(parameters);
        try {
            Optional<Question> question =
                    switch (path) {
                        case ACTIVITY_PATH -> one(from);
                        case FIRST_PATH -> first(from);
                        case TIMELINE_PATH -> timeline(from);
                        case SUMMARY_PATH -> summary(from);
                        default -> Optional.empty();
                    };
            return question.flatMap(
                    each -> consistency(from).map(asking -> new Asked(each, asking)));
        } catch (IllegalArgumentException | DateTimeException | NoSuchElementException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Question> one(Parameters from) {
        return ActivityId.parse(from.text("id"))
                .map(id -> new Question.OneActivity(from.text("workspace"), id, look(from)));
    }

    private static Optional<Question> first(Parameters from) {
        return ActivityId.parse(from.text("id"))
                .map(id -> new Question.FirstRecord(from.text("workspace"), id));
    }

    private static Optional<Question> timeline(Parameters from) {
        return place(from)
                .map(place ->
                        new PageQuery(
                                place,
                                Integer.parseInt(from.text("per_page")),
                                PageQuery.Order.valueOf(from.text("order")),
                                FilterWire.filter(from.values())))
                .map(query ->
                        new Question.Timeline(
                                from.text("workspace"),
                                FilterWire.subjects("", from.values()).getFirst(),
                                query,
                                look(from)));
    }

    private static Optional<Question> summary(Parameters from) {
        var days =
                new Days(
                        LocalDate.parse(from.text("from")),
                        LocalDate.parse(from.text("to")),
                        ZoneId.of(from.text("tz")));
        return Optional.of(
                new Question.Summary(
                        from.text("workspace"),
                        FilterWire.subjects("", from.values()).getFirst(),
                        days));
    }

    private static Look look(Parameters from) {
        return Look.valueOf(from.text(LOOK));
    }

    private static Optional<Place> place(Parameters from) {
        if (!from.all("from").isEmpty()) {
            return boundary(from.text("from")).map(Place.From::new);
        }
        if (!from.all("until").isEmpty()) {
            return boundary(from.text("until")).map(Place.Until::new);
        }
        return Optional.of(new Place.Nth(Long.parseLong(from.text("nth"))));
    }

    private static Optional<Boundary> boundary(String hex) {
        return Boundary.of(HexFormat.of().parseHex(hex));
    }

    private static String hex(Boundary boundary) {
        return HexFormat.of().formatHex(boundary.bytes());
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
