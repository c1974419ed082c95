package io.activityledger.audit;

import io.activityledger.audit.AuditedTimelines.Answer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// Do these timelines stand in the house as they are expected? Takes expected rows in their order,
/// timeline after timeline, and asks for each page as soon as its rows are known: a timeline of any
/// length takes the memory of a few pages.
///
/// Rows are taken by one thread; pages are asked for by as many as may.
final class Comparison implements AutoCloseable {

    /// More than this many that differ are not told apart: then something is wrong with them all.
    static final int MOST_DIFFERING = 10_000;

    private final AuditedTimelines house;
    private final Semaphore free;
    private final int parallel;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<TimelineName, Finding> differing = new ConcurrentHashMap<>();
    private final LongAdder rows = new LongAdder();
    private final List<TimelineRow> page = new ArrayList<>();
    private byte[] prefix = new byte[0];
    private long pages;
    private long timelines;
    private boolean gaveUp;

    Comparison(AuditedTimelines house, int parallel) {
        this.house = house;
        this.parallel = parallel;
        this.free = new Semaphore(parallel);
    }

    /// An expected row: its timeline's bytes and its own.
    static byte[] entry(TimelineName timeline, byte[] row) {
        byte[] name = timeline.bytes();
        byte[] entry = Arrays.copyOf(name, name.length + row.length);
        System.arraycopy(row, 0, entry, name.length, row.length);
        return entry;
    }

    void take(byte[] entry) {
        int split = entry.length - Long.BYTES - Entries.ID_BYTES;
        if (!Arrays.equals(prefix, 0, prefix.length, entry, 0, split)) {
            endTimeline();
            prefix = Arrays.copyOf(entry, split);
            timelines++;
        } else if (page.size() == AuditedTimelines.PAGE) {
            ask(OptionalLong.empty());
        }
        page.add(Entries.row(ByteBuffer.wrap(entry, split, entry.length - split)));
    }

    /// Answers when all pages have been compared.
    Map<TimelineName, Finding> finish() {
        endTimeline();
        free.acquireUninterruptibly(parallel);
        free.release(parallel);
        return Map.copyOf(differing);
    }

    /// Whether so many differ that the rest was not looked at.
    boolean gaveUp() {
        return gaveUp;
    }

    long timelines() {
        return timelines;
    }

    long rows() {
        return rows.sum();
    }

    private void endTimeline() {
        if (!page.isEmpty()) {
            ask(OptionalLong.of(pages * AuditedTimelines.PAGE + page.size()));
        }
        pages = 0;
    }

    private void ask(OptionalLong total) {
        List<TimelineRow> expected = List.copyOf(page);
        TimelineName name = TimelineName.read(ByteBuffer.wrap(prefix));
        page.clear();
        pages++;
        long number = pages;
        if (differing.size() >= MOST_DIFFERING) {
            gaveUp = true;
            return;
        }
        if (differing.containsKey(name)) {
            return;
        }
        free.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                compare(name, number, expected, total);
            } catch (RuntimeException unexpected) {
                differs(name, Finding.Kind.UNANSWERED, "page " + number + ": " + unexpected);
            } finally {
                free.release();
            }
        });
    }

    private void compare(
            TimelineName name, long number, List<TimelineRow> expected, OptionalLong total) {
        switch (house.page(name, number)) {
            case Answer.None(String reason) ->
                    differs(name, Finding.Kind.UNANSWERED, "page " + number + ": " + reason);
            case Answer.Page(List<TimelineRow> seen, long seenTotal) -> {
                String difference = Difference.of(expected, seen, total, seenTotal);
                if (!difference.isEmpty()) {
                    String where = name.alone() ? "" : "page " + number + ", ";
                    differs(name, Finding.Kind.DIFFERENT, where + difference);
                }
                rows.add(expected.size());
            }
        }
    }

    private void differs(TimelineName name, Finding.Kind kind, String how) {
        differing.putIfAbsent(name, new Finding(kind, name.text() + ": " + how));
    }

    @Override
    public void close() {
        threads.close();
    }
}
