package io.activityledger.timeline.query;

import io.activityledger.schemas.Subject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How does a filter travel from one instance to another? As parameters of a request.
public final class FilterWire {

    private FilterWire() {}

    /// Takes parameters; a name may come several times.
    @FunctionalInterface
    public interface Parameters {

        void add(String name, String value);
    }

    /// What [#filter] reads again.
    public static void put(Filter filter, Parameters to) {
        filter.types().forEach(type -> to.add("type", type));
        to.add("from_millis", Long.toString(filter.fromMillis()));
        to.add("to_millis", Long.toString(filter.toMillis()));
        if (filter.walks()) {
            put(filter.condition(), to);
        }
    }

    /// Throws [IllegalArgumentException] where no filter was put.
    public static Filter filter(Map<String, List<String>> from) {
        return new Filter(
                all("type", from),
                Long.parseLong(first("from_millis", from)),
                Long.parseLong(first("to_millis", from)),
                first("done", from).isEmpty() ? Condition.NONE : condition(from));
    }

    static void put(String prefix, Subject subject, Parameters to) {
        to.add(prefix + "kind", subject.kind().name());
        to.add(prefix + "entity_type", subject.entityType());
        to.add(prefix + "id", subject.id());
    }

    static List<Subject> subjects(String prefix, Map<String, List<String>> from) {
        List<String> kinds = all(prefix + "kind", from);
        List<String> types = all(prefix + "entity_type", from);
        List<String> ids = all(prefix + "id", from);
        if (types.size() != kinds.size() || ids.size() != kinds.size()) {
            throw new IllegalArgumentException("a subject has a kind, a type and an id");
        }
        return IntStream.range(0, kinds.size())
                .mapToObj(at ->
                        new Subject(
                                Subject.Kind.valueOf(kinds.get(at)), types.get(at), ids.get(at)))
                .toList();
    }

    private static void put(Condition condition, Parameters to) {
        to.add("done", condition.done().name());
        condition.createdBy().forEach(each -> to.add("created_by", each));
        condition.notTypes().forEach(each -> to.add("not_type", each));
        condition.about().forEach(each -> put("about_", each, to));
        to.add("recorded_from", Long.toString(condition.recordedFrom()));
        to.add("recorded_to", Long.toString(condition.recordedTo()));
    }

    private static Condition condition(Map<String, List<String>> from) {
        return new Condition(
                all("created_by", from),
                all("not_type", from),
                subjects("about_", from),
                Condition.Done.valueOf(first("done", from)),
                Long.parseLong(first("recorded_from", from)),
                Long.parseLong(first("recorded_to", from)));
    }

    private static List<String> all(String name, Map<String, List<String>> from) {
        return from.getOrDefault(name, List.of());
    }

    /// The first value, empty where there is none.
    private static String first(String name, Map<String, List<String>> from) {
        return all(name, from).stream().findFirst().orElse("");
    }
}
