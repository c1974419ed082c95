package io.activityledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which metrics does a module's README name, and which are served? They must be the same.
///
/// In a README a name opens its row of a table; beside each timer a maximum is served that no table
/// names.
public final class MetricNames {

    private static final Pattern SERVED = Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE);

    private final String prefix;

    /// Those that begin with `prefix`, such as `ledger_ingest_`.
    public MetricNames(String prefix) {
        this.prefix = prefix;
    }

    public SortedSet<String> documented(Path readme) {
        var row = Pattern.compile("^\\| `(" + prefix + "[a-z0-9_]+)`", Pattern.MULTILINE);
        try {
            return names(row, Files.readString(readme));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Those in what `/metrics` answered.
    public SortedSet<String> served(String scrape) {
        return names(SERVED, scrape);
    }

    private SortedSet<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(each -> each.group(1))
                .filter(name -> name.startsWith(prefix) && !name.endsWith("_seconds_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
