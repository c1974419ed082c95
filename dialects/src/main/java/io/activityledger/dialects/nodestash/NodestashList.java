package io.activityledger.dialects.nodestash;

import io.activityledger.dialects.ListReading;
import io.activityledger.dialects.ListWish;
import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.reading.ReferenceId;
import io.activityledger.schemas.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which activities does a nodestash client ask to list? What its `custom` shows is whatever has
/// none of the other types.
public final class NodestashList {

    /// A cursor that was not handed out for this list.
    public static final Refusal FOREIGN_CURSOR =
            refusal(
                    List.of(
                            new Problem(
                                    "cursor",
                                    Kind.NOT_VALID,
                                    "must be a meta.pagination.next_cursor of the same list with"
                                            + " the same filters; leave it out to begin")));

    private static final int DEFAULT_LIMIT = 25;
    private static final int MOST = 100;
    private static final List<String> SORTS =
            List.of("-created_at", "-updated_at", "created_at", "updated_at");

    private final Map<String, List<String>> parameters;
    private final Map<String, Problem> problems = new LinkedHashMap<>();

    private NodestashList(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /// Reads the parameters, each with all its values, decoded.
    public static ListReading read(Map<String, List<String>> parameters) {
        var list = new NodestashList(parameters);
        ListWish wish = list.wish();
        return list.problems.isEmpty()
                ? new ListReading.Wished(wish)
                : new ListReading.Refused(refusal(List.copyOf(list.problems.values())));
    }

    private static Refusal refusal(List<Problem> problems) {
        return new Refusal(400, "validation_error", "Request validation failed", problems);
    }

    private ListWish wish() {
        int limit = limit();
        List<String> types = types();
        boolean custom = types.contains(NodestashType.CUSTOM.word());
        List<Subject> subjects = new ArrayList<>();
        subject("contact_id", Subject.Kind.CONTACT).ifPresent(subjects::add);
        subject("deal_id", Subject.Kind.DEAL).ifPresent(subjects::add);
        subject("company_id", Subject.Kind.COMPANY).ifPresent(subjects::add);
        return new ListWish(
                subjects,
                custom ? List.of() : types,
                custom ? otherThan(types) : List.of(),
                done(),
                null,
                null,
                oldestFirst(),
                single("cursor").orElse(null),
                limit);
    }

    private int limit() {
        Optional<String> text = single("limit");
        try {
            int limit = text.map(Integer::parseInt).orElse(DEFAULT_LIMIT);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // said below, with what is allowed
        }
        refuse("limit", "must be a whole number from 1 to " + MOST);
        return DEFAULT_LIMIT;
    }

    private List<String> types() {
        List<String> types =
                parameters.getOrDefault("type", List.of()).stream()
                        .flatMap(each -> Arrays.stream(each.split(",", -1)))
                        .distinct()
                        .toList();
        if (types.stream().anyMatch(type -> NodestashType.parse(type).isEmpty())) {
            refuse("type", "must be one of " + NodestashType.allWords());
        }
        return types;
    }

    private static List<String> otherThan(List<String> types) {
        return Arrays.stream(NodestashType.values())
                .map(NodestashType::word)
                .filter(word -> !types.contains(word))
                .toList();
    }

    private Optional<Subject> subject(String name, Subject.Kind kind) {
        Optional<String> text = single(name);
        Optional<String> id = text.flatMap(ReferenceId::parse);
        if (text.isPresent() && id.isEmpty()) {
            refuse(name, "must be a non-empty id without control characters");
        }
        return id.map(each -> Subject.named(kind, each));
    }

    private @org.jspecify.annotations.Nullable Boolean done() {
        Optional<String> text = single("is_done");
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            refuse("is_done", "must be true or false");
        }
        return text.map(Boolean::valueOf).orElse(null);
    }

    /// The first of several decides: recorded and updated are the same instant here.
    private boolean oldestFirst() {
        List<String> sorts = List.of(single("sort").orElse("-created_at").split(",", -1));
        if (!SORTS.containsAll(sorts)) {
            refuse("sort", "must be a list of " + String.join(", ", SORTS));
        }
        return !sorts.getFirst().startsWith("-");
    }

    private Optional<String> single(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            refuse(name, "must be given once");
        }
        return values.stream().findFirst();
    }

    private void refuse(String name, String problem) {
        problems.putIfAbsent(name, new Problem(name, Kind.NOT_VALID, problem));
    }
}
