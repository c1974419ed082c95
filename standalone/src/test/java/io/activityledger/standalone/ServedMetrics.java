package io.activityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Does `/metrics` serve what somebody asks Prometheus for: the name, its labels, their values?
///
/// What is not there at rest counts where a module's README has it in its table.
final class ServedMetrics {

    private static final Pattern SAMPLE =
            Pattern.compile("^([a-z][a-zA-Z0-9_]*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z0-9_]+)` \\|.*$", Pattern.MULTILINE);

    /// Prometheus gives them to what it has read.
    private static final Set<String> PROMETHEUS_OWN = Set.of("job", "instance");

    private final Map<String, List<Map<String, String>>> samples;
    private final Map<String, String> documented;

    /// @param scrapes what the services answered
    ServedMetrics(List<String> scrapes, List<Path> readmes) {
        samples =
                scrapes.stream()
                        .flatMap(scrape -> SAMPLE.matcher(scrape).results())
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.group(1),
                                        Collectors.mapping(
                                                each -> labels(each.group(2)),
                                                Collectors.toList())));
        documented =
                readmes.stream()
                        .flatMap(readme -> ROW.matcher(text(readme)).results())
                        .collect(
                                Collectors.toMap(
                                        each -> each.group(1),
                                        each -> each.group(),
                                        String::concat));
    }

    /// What this use asks for in vain, in words.
    List<String> lacks(MetricUse use) {
        var row = documented.getOrDefault(use.metric().replaceAll("_(bucket|count|sum)$", ""), "");
        var served = samples.getOrDefault(use.metric(), List.of());
        if (served.isEmpty() && row.isEmpty()) {
            return List.of(use.metric() + " is not served");
        }
        var lacking = new ArrayList<String>();
        for (var selection : use.selections()) {
            if (!has(served, row, selection.label())) {
                lacking.add(use.metric() + " has no label " + selection.label());
            }
            selection
                    .wanted()
                    .filter(value -> !serves(served, row, selection.label(), value))
                    .forEach(value ->
                            lacking.add(
                                    use.metric()
                                            + " never has "
                                            + selection.label()
                                            + " "
                                            + value));
        }
        return lacking;
    }

    /// Labels by which an expression groups that none of its metrics has.
    List<String> lacks(List<MetricUse> uses) {
        var known = new TreeSet<>(PROMETHEUS_OWN);
        for (var use : uses) {
            samples.getOrDefault(use.metric(), List.of()).forEach(it -> known.addAll(it.keySet()));
            var row = documented.getOrDefault(use.metric(), "");
            Pattern.compile("`([a-z_]+)`")
                    .matcher(row)
                    .results()
                    .forEach(it -> known.add(it.group(1)));
        }
        return uses.stream()
                .flatMap(use -> use.groupings().stream())
                .filter(label -> !known.contains(label))
                .distinct()
                .map(label -> "no metric of " + uses + " has the label " + label)
                .toList();
    }

    private static boolean has(List<Map<String, String>> served, String row, String label) {
        return PROMETHEUS_OWN.contains(label)
                || served.stream().anyMatch(it -> it.containsKey(label))
                || row.contains("`" + label + "`");
    }

    private static boolean serves(
            List<Map<String, String>> served, String row, String label, String value) {
        return PROMETHEUS_OWN.contains(label)
                || Stream.concat(
                                served.stream().map(it -> it.getOrDefault(label, "")),
                                Pattern.compile("`([^`]+)`")
                                        .matcher(row)
                                        .results()
                                        .map(it -> it.group(1)))
                        .anyMatch(it -> it.matches(value));
    }

    private static Map<String, String> labels(String braces) {
        return braces == null
                ? Map.of()
                : LABEL.matcher(braces)
                        .results()
                        .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
