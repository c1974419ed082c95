package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.timeline.consistency.Consistency;
import java.time.Instant;
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
    private static final String NOT_A_TIME =
            "must be an ISO 8601 date or time such as 2026-04-17T14:23:05Z";

    private final Map<String, List<String>> parameters;
    private final Map<String, String> problems = new LinkedHashMap<>();

    private PageRequest(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /// What came of reading the request.
    sealed interface Parsed {

        record Valid(PageQuery query, Consistency consistency) implements Parsed {}

        record Invalid(Refusal refusal) implements Parsed {}
    }

    /// Reads the parameters, each with all its values, decoded.
    static Parsed parse(Map<String, List<String>> parameters, Consistency.Parsed headers) {
        var request = new PageRequest(parameters);
        PageQuery query = request.query();
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
        String message = first.getKey() + " " + first.getValue();
        return new Refusal(400, "validation_error", message, problems);
    }

    private PageQuery query() {
        int page = number("page", 1, Integer.MAX_VALUE);
        int perPage = number("per_page", DEFAULT_PER_PAGE, MOST_PER_PAGE);
        List<String> types = types();
        long from = millis("from_date", Timestamps::parse, Long.MIN_VALUE);
        long to = millis("to_date", Timestamps::parseUpperBound, Long.MAX_VALUE);
        return new PageQuery(page, perPage, types, from, to);
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
        Optional<String> type = single("type");
        if (type.isPresent() && type.get().isBlank()) {
            problems.put("type", "must not be empty");
        }
        if (type.isPresent() && type.get().indexOf(',') >= 0) {
            problems.put("type", "must be one type");
        }
        return type.map(List::of).orElse(List.of());
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
