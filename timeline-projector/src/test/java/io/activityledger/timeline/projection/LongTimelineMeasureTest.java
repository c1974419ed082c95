package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// How much longer does any page of a timeline of a million take than the first of a short one?
/// Over HTTP, through door, barrier and store, all questions in turn; `-Dledger.measure=timelines`.
@EnabledIfSystemProperty(named = "ledger.measure", matches = "timelines")
class LongTimelineMeasureTest {

    private static final int LENGTH = Integer.getInteger("ledger.measure.length", 1_000_000);
    private static final int SHORT = 200;
    private static final int ROUNDS = Integer.getInteger("ledger.measure.rounds", 1_000);
    private static final int BATCH = 1_000;
    private static final long START = Instant.parse("2016-01-01T00:00:00Z").toEpochMilli();
    private static final long TEN_YEARS = Duration.ofDays(3_650).toMillis();
    private static final String BASELINE = "200 rows: page 1";
    private static final String SUMMARY = "200 rows: summary of 30 days";

    @TempDir private Path directory;
    private final SplittableRandom dice = new SplittableRandom(7);
    private long next;

    @Test
    void anyPageOfAMillionCostsAtMostTwiceTheFirstOfAShortTimeline() throws IOException {
        // Given
        var memory = new RocksMemory(RocksMemory.Limits.MODEST);
        try (var bench = new StoreBench(place(), Duration.ofSeconds(30), 64, memory).openedBoth()) {
            next = bench.handle().appliedOffset() + 1;
            if (next == 0) {
                fill(bench, "short", SHORT, TEN_YEARS);
                fill(bench, "years", LENGTH, TEN_YEARS);
                fill(bench, "minute", LENGTH, Duration.ofMinutes(1).toMillis());
                bench.store.close();
                bench.links.close();
                bench.openedBoth();
            }
            bench.store.activate();
            bench.links.activate();

            // When
            Map<String, long[]> pages;
            Map<String, long[]> others;
            try (var door = new MeasuredDoor(bench, next, directory);
                    var probe = new HttpProbe(door.address(), MeasuredDoor.KEY)) {
                pages = measure(probe, questions(probe));
                others = measure(probe, otherQuestions());
            }

            // Then
            long usual = median(pages.get(BASELINE));
            System.out.println(table(pages, usual));
            System.out.println(table(others, median(others.get(SUMMARY))));
            pages.forEach((question, times) ->
                    assertThat(median(times)).as(question).isLessThanOrEqualTo(2 * usual));
        }
    }

    /// Filled once where a directory is given, to be measured again.
    private Path place() {
        String kept = System.getProperty("ledger.measure.directory", "");
        return kept.isEmpty() ? directory : Path.of(kept);
    }

    private void fill(StoreBench bench, String contact, int rows, long span) {
        long began = System.nanoTime();
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            // Mostly as time goes by, every tenth anywhere.
            long at =
                    dice.nextInt(10) == 0
                            ? START + dice.nextLong(span)
                            : START + (long) (span * ((double) row / rows));
            batch.add(bench.ledger.record(next, FakeLedger.about(contact, type(row), at, next)));
            next++;
            if (batch.size() == BATCH || row == rows - 1) {
                bench.restore(batch);
                batch.clear();
            }
        }
        System.out.printf(
                "%s: %,d rows in %,d ms%n", contact, rows, (System.nanoTime() - began) / 1_000_000);
    }

    private String type(int row) {
        if (row % 5_000 == 17) {
            return "rare";
        }
        return switch (dice.nextInt(10)) {
            case 0, 1, 2, 3 -> "call";
            case 4, 5, 6 -> "note";
            default -> "email";
        };
    }

    private static Map<String, String> questions(HttpProbe probe) {
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put(BASELINE, list("short") + "?per_page=50");
        String years = "&from_date=2019-01-01&to_date=2022-12-31";
        String minute = "&from_date=2016-01-01T00:00:20Z&to_date=2016-01-01T00:00:40Z";
        Map<String, String> ranges = new LinkedHashMap<>();
        ranges.put("years", years);
        ranges.put("minute", minute);
        ranges.forEach((contact, range) -> {
            String path = list(contact) + "?per_page=50";
            questions.put(contact + ": page 1", path);
            questions.put(contact + ": page 10,000", path + "&page=" + LENGTH / 100);
            questions.put(contact + ": page 20,000", path + "&page=" + LENGTH / 50);
            questions.put(contact + ": rare type, last page", last(probe, path + "&type=rare", 1));
            questions.put(contact + ": dates, page 1", path + range);
            questions.put(contact + ": dates, middle", last(probe, path + range, 2));
            String two = path + range + "&type=call,note";
            questions.put(contact + ": two types and dates, page 1", two);
            questions.put(contact + ": two types and dates, middle", last(probe, two, 2));
            Answer middle = probe.get(path + "&page=" + LENGTH / 100);
            questions.put(
                    contact + ": by cursor in the middle, forwards",
                    path + "&cursor=" + middle.json().at("/meta/next_cursor").textValue());
            questions.put(
                    contact + ": by cursor in the middle, backwards",
                    path + "&cursor=" + middle.json().at("/meta/prev_cursor").textValue());
        });
        return questions;
    }

    /// Summaries of a contact, and lists of all that a workspace recorded.
    private static Map<String, String> otherQuestions() {
        Map<String, String> questions = new LinkedHashMap<>();
        String days = "/summary?from_date=2019-06-01&to_date=2019-06-30";
        String year = "/summary?from_date=2019-01-01&to_date=2019-12-31&tz=America/New_York";
        questions.put(SUMMARY, list("short") + days);
        questions.put("200 rows: summary of a year", list("short") + year);
        questions.put("years: summary of 30 days", list("years") + days);
        questions.put("years: summary of a year", list("years") + year);
        questions.put("minute: summary of 30 days", list("minute") + days);
        questions.put("workspace: first page", "/v1/activities?limit=50");
        questions.put("workspace, nodestash: calls", "/nodestash/v1/activities?limit=50&type=call");
        questions.put(
                "workspace, nodestash: a bounded walk that finds none",
                "/nodestash/v1/activities?limit=50&type=custom");
        return questions;
    }

    private static String list(String contact) {
        return "/v1/contacts/" + contact + "/activities";
    }

    /// The last page of a list, or the one at that fraction of it.
    private static String last(HttpProbe probe, String path, int part) {
        long total = probe.get(path).json().at("/meta/total").longValue();
        return path + "&page=" + Math.max(1, (total + 49) / 50 / part);
    }

    private static Map<String, long[]> measure(HttpProbe probe, Map<String, String> questions) {
        measure(probe, questions, ROUNDS / 4);
        return measure(probe, questions, ROUNDS);
    }

    private static Map<String, long[]> measure(
            HttpProbe probe, Map<String, String> questions, int rounds) {
        Map<String, long[]> nanos = new LinkedHashMap<>();
        questions.keySet().forEach(question -> nanos.put(question, new long[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (var question : questions.entrySet()) {
                long began = System.nanoTime();
                Answer answer = probe.get(question.getValue());
                nanos.get(question.getKey())[round] = System.nanoTime() - began;
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.body())
                        .containsAnyOf("\"id\":", "\"total\":", "\"has_more\":true");
            }
        }
        return nanos;
    }

    private static long median(long[] times) {
        return sorted(times)[times.length / 2];
    }

    private static long[] sorted(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static String table(Map<String, long[]> nanos, long usual) {
        var table = new StringBuilder("| question | median µs | p95 µs | × |\n|---|---|---|---|\n");
        nanos.forEach((question, times) -> {
            long median = median(times);
            long p95 = sorted(times)[times.length * 95 / 100];
            table.append(
                    "| %s | %,d | %,d | %.2f |%n"
                            .formatted(
                                    question,
                                    median / 1_000,
                                    p95 / 1_000,
                                    (double) median / usual));
        });
        return table.toString();
    }
}
