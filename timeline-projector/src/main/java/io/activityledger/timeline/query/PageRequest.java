package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.projection.Place;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What do the parameters and headers of a list request ask for, and what is wrong with them, all
/// at once?
public final class PageRequest {

    static final int DEFAULT_PER_PAGE = 50;
    static final int MOST_PER_PAGE = 100;
    static final int MOST_TYPES = 20;
    private static final String NOT_A_TIME =
            "must be an ISO 8601 date or time such as 2026-04-17T14:23:05Z";

    private static final String NOT_OURS =
            "must be a meta.next_cursor or meta.prev_cursor of this very list: same path, same"
                    + " filters; leave it out to begin at the newest activity";

    private final Map<String, List<String>> parameters;
    private final Map<String, String> problems = new LinkedHashMap<>();

    private PageRequest(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /// What place in the list of a filter does a cursor name?
    interface Opening {

        /// Empty where it was not handed out for that.
        Optional<Place> of(String cursor, PageQuery start);
    }

    /// What came of reading the request.
    sealed interface Parsed {

        record Valid(PageQuery query, Consistency consistency) implements Parsed {}

        record Invalid(Refusal refusal) implements Parsed {}
    }

    /// Reads the parameters, each with all its values, decoded.
    static Parsed parse(
            Map<String, List<String>> parameters, Consistency.Parsed headers, Opening cursors) {
        var request = new PageRequest(parameters);
        PageQuery query = request.query(cursors);
        return switch (headers) {
            case Consistency.Parsed.Valid(var consistency) when request.problems.isEmpty() ->
                    new Parsed.Valid(query, consistency);
            case Consistency.Parsed.Valid _ -> new Parsed.Invalid(refusal(request.problems));
            case Consistency.Parsed.Invalid(var header, var problem) -> {
                request.problems.put(header, problem);
                yield new Parsed.Invalid(refusal(request.problems));
            }
        };
    }

    /// The refusal that names what is wrong with each field.
    static Refusal refusal(Map<String, String> problems) {
        var first = problems.entrySet().iterator().next();
        String message =
                problems.size() == 1
                        ? first.getKey() + " " + first.getValue()
                        : problems.size() + " parameters are not valid: see details.fields";
        return new Refusal(400, "validation_error", message, problems);
    }

    private PageQuery query(Opening cursors) {
        int page = number("page", 1, Integer.MAX_VALUE);
        int perPage = number("per_page", DEFAULT_PER_PAGE, MOST_PER_PAGE);
        Optional<String> cursor = single("cursor");
        if (cursor.isPresent() && parameters.containsKey("page")) {
            problems.put("cursor", "must not be given together with page");
        }
        Filter filter = filter();
        if (filter.walks() && page > 1) {
            problems.put(
                    "page",
                    "must be 1, or absent, where created_by is given: follow meta.next_cursor");
        }
        var start =
                new PageQuery(
                        PageQuery.nth(page, perPage),
                        perPage,
                        PageQuery.Order.NEWEST_FIRST,
                        filter);
        return cursor.isEmpty() || !problems.isEmpty()
                ? start
                : at(cursors.of(cursor.get(), start), start);
    }

    private PageQuery at(Optional<Place> place, PageQuery start) {
        if (place.isEmpty()) {
            problems.put("cursor", NOT_OURS);
            return start;
        }
        return new PageQuery(place.get(), start.perPage(), start.order(), start.filter());
    }

    private Filter filter() {
        List<String> types = types();
        List<String> createdBy = createdBy();
        long from = millis("from_date", Timestamps::parse, Long.MIN_VALUE);
        long to = millis("to_date", Timestamps::parseUpperBound, Long.MAX_VALUE);
        return new Filter(types, from, to, Condition.by(createdBy));
    }

    private int number(String name, int fallback, int highest) {
        Optional<String> text = single(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 1 && number <= highest) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below, with what is allowed
        }
        problems.put(name, "must be a whole number from 1 to " + highest);
        return fallback;
    }

    private List<String> types() {
        List<String> types =
                parameters.getOrDefault("type", List.of()).stream()
                        .flatMap(each -> Arrays.stream(each.split(",", -1)))
                        .map(String::strip)
                        .distinct()
                        .toList();
        if (types.stream().anyMatch(String::isEmpty)) {
            problems.put("type", "must not be empty");
        }
        if (types.size() > MOST_TYPES) {
            problems.put("type", "must name at most " + MOST_TYPES + " types");
            return List.of();
        }
        return types;
    }

    private List<String> createdBy() {
        Optional<String> user = single("created_by");
        if (user.isPresent() && user.get().isBlank()) {
            problems.put("created_by", "must not be empty");
        }
        return user.map(List::of).orElse(List.of());
    }

    private long millis(
            String name, Function<String, Optional<Instant>> parse, long whereNoneIsGiven) {
        Optional<String> text = single(name);
        if (text.isEmpty()) {
            return whereNoneIsGiven;
        }
        Optional<Instant> time = parse.apply(text.get());
        if (time.isEmpty()) {
            problems.put(name, NOT_A_TIME);
        }
        return time.map(Instant::toEpochMilli).orElse(whereNoneIsGiven);
    }

    private Optional<String> single(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            problems.put(name, "must be given once");
        }
        return values.stream().findFirst();
    }
}
