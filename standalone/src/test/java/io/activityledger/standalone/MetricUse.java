package io.activityledger.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Of which of our metrics does an expression of Prometheus speak, and by which labels?
///
/// @param metric as `/metrics` spells it
/// @param selections what stands in its braces
/// @param groupings labels by which the whole expression groups or joins
record MetricUse(String metric, List<Selection> selections, List<String> groupings) {

    private static final Pattern METRIC =
            Pattern.compile("\\b((?:ledger|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern SELECTION =
            Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");

    MetricUse {
        selections = List.copyOf(selections);
        groupings = List.copyOf(groupings);
    }

    /// A label and the value or pattern that it must, or must not, have.
    record Selection(String label, String operator, String value) {

        /// Values or patterns of which each is hoped to be found; none where it leaves out.
        Stream<String> wanted() {
            return switch (operator) {
                case "=" -> Stream.of(Pattern.quote(value));
                case "=~" -> Stream.of(value.split("\\|"));
                default -> Stream.empty();
            };
        }
    }

    static List<MetricUse> in(String expression) {
        var groupings =
                GROUPING.matcher(expression)
                        .results()
                        .flatMap(each -> Stream.of(each.group(1).split(",")))
                        .map(String::strip)
                        .toList();
        var uses = new ArrayList<MetricUse>();
        METRIC.matcher(expression)
                .results()
                .forEach(each ->
                        uses.add(new MetricUse(each.group(1), selections(each), groupings)));
        return uses;
    }

    private static List<Selection> selections(MatchResult use) {
        if (use.group(2) == null) {
            return List.of();
        }
        return SELECTION
                .matcher(use.group(2))
                .results()
                .map(each -> new Selection(each.group(1), each.group(2), each.group(3)))
                .toList();
    }
}
