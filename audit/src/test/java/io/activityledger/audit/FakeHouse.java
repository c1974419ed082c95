package io.activityledger.audit;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.PoisonKind;
import io.activityledger.schemas.RecordJudge.Verdict;
import io.activityledger.schemas.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A log and the house that folds it, each as simple as can be; and what a test does to them.
final class FakeHouse implements AuditedLog, AuditedTimelines {

    private static final int PARTITIONS = 4;

    private final List<LogRecord> log = new ArrayList<>();
    private final Map<ActivityId, Activity> firsts = new LinkedHashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private int read;

    /// What happens when the house is asked the next time, once.
    private Runnable next = () -> {};

    synchronized void append(Activity activity) {
        write(activity);
        firsts.putIfAbsent(activity.id(), activity);
    }

    /// On the log, but the house does not come to know.
    synchronized void write(Activity activity) {
        int partition = activity.id().partition(PARTITIONS);
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        log.add(LogRecord.of(partition, offset, activity, Fingerprint.of(activity.toString())));
    }

    synchronized void poison(String reason) {
        log.add(
                new LogRecord(
                        0,
                        ends.merge(0, 1L, Long::sum) - 1,
                        new Verdict.Poison(PoisonKind.MISPLACED, reason),
                        0));
    }

    synchronized void forget(Activity activity) {
        firsts.remove(activity.id());
    }

    synchronized void say(Activity instead) {
        firsts.put(instead.id(), instead);
    }

    synchronized void whenAskedNext(Runnable change) {
        next = change;
    }

    synchronized void rewind() {
        read = 0;
    }

    @Override
    public synchronized void readOn(Reader reader) {
        reader.expected(log.size() - read);
        while (read < log.size()) {
            reader.record(log.get(read++));
        }
    }

    @Override
    public boolean opens(String workspaceId) {
        return !workspaceId.equals("closed");
    }

    @Override
    public synchronized Answer page(TimelineName timeline, long number) {
        Runnable change = next;
        next = () -> {};
        change.run();
        List<TimelineRow> all =
                firsts.values().stream()
                        .filter(activity -> standsIn(timeline, activity))
                        .sorted(
                                Comparator.comparing(Activity::occurredAt)
                                        .thenComparing(Activity::id)
                                        .reversed())
                        .map(each -> new TimelineRow(each.id(), each.occurredAt().toEpochMilli()))
                        .toList();
        return new Answer.Page(
                all.stream().skip((number - 1) * PAGE).limit(PAGE).toList(), all.size());
    }

    private static boolean standsIn(TimelineName timeline, Activity activity) {
        if (!timeline.workspaceId().equals(activity.workspaceId())) {
            return false;
        }
        List<Subject> subjects = activity.subjects();
        return timeline.alone()
                ? subjects.isEmpty() && activity.id().bare().equals(timeline.id())
                : subjects.stream()
                        .anyMatch(each ->
                                TimelineName.of(activity.workspaceId(), each).equals(timeline));
    }
}
