package io.activityledger.timeline.feed;

import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Positions;
import io.activityledger.timeline.consistency.Consistency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which page of the feed do the parameters and headers of a request ask for, and what is wrong
/// with them, all at once?
final class FeedRequest {

    static final String START = "start";
    private static final int DEFAULT_PER_PAGE = 50;
    private static final int MOST_PER_PAGE = 100;

    private final Map<String, List<String>> parameters;
    private final String workspaceId;
    private final FeedCursors cursors;
    private final Map<String, String> problems = new LinkedHashMap<>();

    private FeedRequest(
            Map<String, List<String>> parameters, String workspaceId, FeedCursors cursors) {
        this.parameters = parameters;
        this.workspaceId = workspaceId;
        this.cursors = cursors;
    }

    sealed interface Parsed {

        record Valid(FeedQuery query) implements Parsed {}

        record Invalid(Refusal refusal) implements Parsed {}
    }

    static Parsed parse(
            Map<String, List<String>> parameters,
            Consistency.Parsed headers,
            String workspaceId,
            FeedCursors cursors) {
        var request = new FeedRequest(parameters, workspaceId, cursors);
        int perPage = request.perPage();
        FeedFrom from = request.from();
        return switch (headers) {
            case Consistency.Parsed.Valid(var consistency) when request.problems.isEmpty() ->
                    new Parsed.Valid(new FeedQuery(workspaceId, from, perPage, consistency));
            case Consistency.Parsed.Valid _ -> request.invalid();
            case Consistency.Parsed.Invalid(var header, var problem) -> {
                request.problems.put(header, problem);
                yield request.invalid();
            }
        };
    }

    private Parsed invalid() {
        var first = problems.entrySet().iterator().next();
        String message = first.getKey() + " " + first.getValue();
        return new Parsed.Invalid(new Refusal(400, "validation_error", message, problems));
    }

    private int perPage() {
        Optional<String> text = single("per_page");
        if (text.isEmpty()) {
            return DEFAULT_PER_PAGE;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 1 && number <= MOST_PER_PAGE) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below, with what is allowed
        }
        problems.put("per_page", "must be a whole number from 1 to " + MOST_PER_PAGE);
        return DEFAULT_PER_PAGE;
    }

    private FeedFrom from() {
        Optional<String> after = single("after");
        Optional<String> before = single("before");
        if (after.isPresent() && before.isPresent()) {
            problems.put("before", "must not be given together with after");
            return new FeedFrom.Newest();
        }
        if (after.isPresent()) {
            return new FeedFrom.After(
                    after.get().equals(START) ? nothing() : boundary("after", after.get()));
        }
        return before.isPresent()
                ? new FeedFrom.Before(boundary("before", before.get()))
                : new FeedFrom.Newest();
    }

    private Positions boundary(String name, String text) {
        Optional<Positions> boundary = cursors.parse(workspaceId, text);
        if (boundary.isEmpty()) {
            String allowed =
                    name.equals("after")
                            ? "must be meta.after of an answer of this feed, or '" + START + "'"
                            : "must be meta.before of an answer of this feed";
            problems.put(name, allowed);
        }
        return boundary.orElse(nothing());
    }

    private static Positions nothing() {
        SortedMap<Integer, Long> none = new TreeMap<>();
        return new Positions(none);
    }

    private Optional<String> single(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            problems.put(name, "must be given once");
        }
        return values.stream().findFirst();
    }
}
