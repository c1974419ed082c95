package io.activityledger.dialects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why was a request turned down? One status and code, a sentence, and per field what is wrong with
/// it.
///
/// The code is the native dialect's word; each dialect renders it in its own envelope.
public record Refusal(int status, String code, String message, List<Problem> problems) {

    public Refusal {
        problems = List.copyOf(problems);
    }

    /// Of fields whose problems are of no particular sort.
    public Refusal(int status, String code, String message, Map<String, String> fields) {
        this(status, code, message, problems(fields));
    }

    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, List.of());
    }

    /// Each field's first problem, in the order in which they were found.
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        problems.forEach(problem -> fields.putIfAbsent(problem.field(), problem.message()));
        return fields;
    }

    private static List<Problem> problems(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> new Problem(it.getKey(), Problem.Kind.NOT_VALID, it.getValue()))
                .toList();
    }
}
