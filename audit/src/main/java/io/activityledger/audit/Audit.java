package io.activityledger.audit;

import io.activityledger.schemas.RecordJudge.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Does the house answer what the log says?
///
/// ```
/// read the log ─▶ compare every timeline ─▶ those that differ ─▶ read on, compare them again ─▶ ...
/// ```
///
/// The house may be written to meanwhile: what differs is asked for again, against the log as it
/// then stands, until it agrees, or differs twice although nothing was written to it. Used by one
/// thread.
public final class Audit {

    private static final int ROUNDS = 8;

    private final AuditedLog log;
    private final AuditedTimelines house;
    private final AuditScope scope;
    private final Telling telling;
    private final Findings findings;
    private final Set<TimelineName> touched = new HashSet<>();
    private final Tally tally = new Tally();
    private Map<TimelineName, Finding> differing = Map.of();

    /// @param tell is told how it goes
    public Audit(AuditedLog log, AuditedTimelines house, AuditScope scope, Consumer<String> tell) {
        this.log = log;
        this.house = house;
        this.scope = scope;
        this.telling = new Telling(tell);
        this.findings = new Findings(scope.shown());
    }

    public AuditReport run() {
        try (var known = new Spool(scope.temporary(), scope.memoryBytes())) {
            readOn(known);
            try (var expected = expectedOfAll(known)) {
                differing = compared(expected);
            }
            for (int round = 1; round < ROUNDS && !differing.isEmpty(); round++) {
                lookAgain(known);
            }
        }
        differing.values().forEach(each -> findings.add(Finding.Kind.RESTLESS, each.what()));
        return tally.report(findings);
    }

    private void readOn(Spool known) {
        touched.clear();
        telling.begin("read", "records");
        log.readOn(
                new AuditedLog.Reader() {
                    @Override
                    public void record(LogRecord record) {
                        take(record, known);
                    }

                    @Override
                    public void fault(String sentence) {
                        findings.add(Finding.Kind.LOG_BROKEN, sentence);
                    }

                    @Override
                    public void expected(long count) {
                        telling.of(count);
                    }
                });
        telling.end();
    }

    private void take(LogRecord record, Spool known) {
        tally.records++;
        telling.one();
        switch (record.verdict()) {
            case Verdict.Poison poison ->
                    findings.add(Finding.Kind.UNREADABLE, record.place() + ": " + poison.reason());
            case Verdict.Sound(var activity) -> {
                LogEntry entry = LogEntry.of(record, activity);
                known.add(entry.bytes());
                entry.timelines().stream().filter(differing::containsKey).forEach(touched::add);
            }
        }
    }

    private Spool expectedOfAll(Spool known) {
        var doublesTold =
                new Consumer<Repetition>() {
                    @Override
                    public void accept(Repetition repetition) {
                        tally.repeated++;
                        if (!repetition.again().mayRepeat(repetition.first())) {
                            findings.add(Finding.Kind.ID_TAKEN_TWICE, repetition.text());
                        }
                    }
                };
        return expected(known, this::isCompared, doublesTold);
    }

    /// The rows of all timelines that `wanted` names, in their order: of each id the first record
    /// counts.
    private Spool expected(
            Spool known, Predicate<TimelineName> wanted, Consumer<Repetition> repetitions) {
        var expected = new Spool(scope.temporary(), scope.memoryBytes());
        var firsts =
                new Firsts(
                        repetitions,
                        first -> {
                            byte[] row = Entries.newestFirst(first.occurredAtMillis(), first.id());
                            places(first).stream()
                                    .filter(wanted)
                                    .forEach(name -> expected.add(Comparison.entry(name, row)));
                        });
        known.forEach(firsts);
        return expected;
    }

    private List<TimelineName> places(LogEntry entry) {
        return switch (scope.breadth()) {
            case ALL -> entry.timelines();
            case PRIMARY -> entry.timelines().subList(0, 1);
        };
    }

    private boolean isCompared(TimelineName name) {
        if (!house.opens(name.workspaceId())) {
            tally.withoutKey(name);
            return false;
        }
        if (!name.hasDoor()) {
            tally.rowsWithoutDoor++;
            return false;
        }
        return true;
    }

    private Map<TimelineName, Finding> compared(Spool expected) {
        try (var comparison = new Comparison(house, scope.parallel())) {
            telling.begin("compared", "rows");
            expected.forEach(entry -> {
                comparison.take(entry);
                telling.one();
            });
            Map<TimelineName, Finding> found = comparison.finish();
            telling.end();
            tally.compared(comparison);
            if (comparison.gaveUp()) {
                findings.add(
                        Finding.Kind.UNANSWERED,
                        "more than %d timelines differ: the others were not looked at"
                                .formatted(Comparison.MOST_DIFFERING));
            }
            return found;
        }
    }

    /// What differs again although nothing was written to it since it was expected so, is found.
    private void lookAgain(Spool known) {
        telling.say(
                "%d timelines differ: looking at them again, as the log now stands"
                        .formatted(differing.size()));
        LockSupport.parkNanos(scope.between().toNanos());
        readOn(known);
        Map<TimelineName, Finding> again;
        try (var expected = expected(known, differing::containsKey, _ -> {});
                var comparison = new Comparison(house, scope.parallel())) {
            expected.forEach(comparison::take);
            again = comparison.finish();
        }
        Map<TimelineName, Finding> restless = new HashMap<>();
        again.forEach((name, finding) -> {
            if (touched.contains(name)) {
                restless.put(name, finding);
            } else {
                findings.add(finding.kind(), finding.what());
            }
        });
        differing = restless;
    }
}
