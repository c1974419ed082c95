package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.query.Days;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {

    private static final int LENGTH = 3_000;
    private static final List<String> CONTACTS = List.of("ada", "bob");
    private static final List<String> TYPES = List.of("call", "note", "e", "a longer name", "ü");

    /// Clocks that change at midnight, in the night, never, and by a quarter of an hour off.
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("America/Sao_Paulo"),
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneId.of("Pacific/Apia"),
                    ZoneId.of("UTC"));

    private static final long START = Instant.parse("2011-10-01T00:00:00Z").toEpochMilli();
    private static final long END = Instant.parse("2013-03-31T00:00:00Z").toEpochMilli();
    private static final LocalDate FIRST = LocalDate.of(2011, 9, 1);

    @TempDir Path directory;

    @Test
    void whateverHappenedIsCountedAsThePlainModelCountsIt() {
        Seeds.some(4)
                .forEach(seed -> {
                    try {
                        against(seed);
                    } catch (AssertionError | RuntimeException failure) {
                        throw new AssertionError("-Dseed=" + seed, failure);
                    }
                });
    }

    @Test
    void aTypeForEachActivityDoesNotMakeATallyLong() {
        // Given
        try (var bench = new StoreBench(directory).opened()) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int n = 0; n < TallyReader.MOST_TYPES + 1; n++) {
                records.add(bench.ledger.record(n, FakeLedger.about("ada", "type " + n, START, n)));
            }
            bench.restore(records.subList(0, TallyReader.MOST_TYPES));
            Tally most = tally(bench, "ada", oneDay());

            // When
            bench.restore(records.subList(TallyReader.MOST_TYPES, records.size()));

            // Then
            assertThat(most.byType()).hasSize(TallyReader.MOST_TYPES);
            assertThat(most.moreTypes()).isFalse();
            Tally more = tally(bench, "ada", oneDay());
            assertThat(more.byType()).hasSize(TallyReader.MOST_TYPES);
            assertThat(more.moreTypes()).isTrue();
            assertThat(more.total()).isEqualTo(TallyReader.MOST_TYPES + 1);
        }
    }

    @Test
    void whereNothingHappenedThereIsNoFirstAndNoLast() {
        // Given
        try (var bench = new StoreBench(directory).opened()) {
            bench.restore(
                    List.of(bench.ledger.record(0, FakeLedger.about("adaa", "call", START, 0))));

            // When
            Tally tally = tally(bench, "ada", oneDay());

            // Then
            assertThat(tally).isEqualTo(new Tally(0, List.of(), false, null, null, List.of(0L)));
        }
    }

    private void against(long seed) {
        // Given
        var dice = new SplittableRandom(seed);
        List<Activity> first = new ArrayList<>();
        var bench = new StoreBench(directory.resolve(Long.toString(seed))).opened();
        try (bench) {
            fill(bench, dice, first);
            for (String contact : CONTACTS) {
                List<Activity> theirs =
                        first.stream().filter(it -> contact.equals(it.contactId())).toList();
                for (ZoneId zone : ZONES) {
                    Days days = days(dice, zone);

                    // When
                    Tally tally = tally(bench, contact, days);

                    // Then
                    same(tally, theirs, days);
                }
            }
        }
    }

    /// Doubles among them, of which the first counts; many at one moment, and at midnights.
    private static void fill(StoreBench bench, SplittableRandom dice, List<Activity> first) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long n = 0; n < LENGTH; n++) {
            if (!first.isEmpty() && dice.nextInt(10) == 0) {
                Activity earlier = first.get(dice.nextInt(first.size()));
                records.add(bench.ledger.record(n, FakeLedger.again(earlier, "double " + n)));
                continue;
            }
            String contact = CONTACTS.get(dice.nextInt(8) == 0 ? 1 : 0);
            String type = TYPES.get(dice.nextInt(TYPES.size()));
            Activity activity = FakeLedger.about(contact, type, occurredAt(dice), n);
            first.add(activity);
            records.add(bench.ledger.record(n, activity));
        }
        for (int from = 0; from < LENGTH; from += 250) {
            bench.restore(records.subList(from, Math.min(LENGTH, from + 250)));
        }
    }

    private static long occurredAt(SplittableRandom dice) {
        ZoneId zone = ZONES.get(dice.nextInt(ZONES.size()));
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(dice.nextLong(START, END)), zone);
        long midnight = date.atStartOfDay(zone).toInstant().toEpochMilli();
        return switch (dice.nextInt(5)) {
            case 0 -> START + 77_777_777;
            case 1 -> midnight;
            case 2 -> midnight - 1;
            default -> dice.nextLong(START, END);
        };
    }

    private static Days days(SplittableRandom dice, ZoneId zone) {
        LocalDate from = FIRST.plusDays(dice.nextInt(500));
        return new Days(from, from.plusDays(dice.nextInt(366)), zone);
    }

    private static Days oneDay() {
        return new Days(FIRST, FIRST, ZoneId.of("UTC"));
    }

    private static Tally tally(StoreBench bench, String contact, Days days) {
        try (var lease = bench.lease()) {
            var list = TimelineList.of(WORKSPACE, Subject.contact(contact));
            return lease.tally(list, days.starts());
        }
    }

    private static void same(Tally tally, List<Activity> all, Days days) {
        Map<LocalDate, Long> byDay = new TreeMap<>();
        days.dates().forEach(each -> byDay.put(each, 0L));
        Map<String, Long> byType = new HashMap<>();
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (Activity each : all) {
            byType.merge(each.type(), 1L, Long::sum);
            byDay.computeIfPresent(
                    LocalDate.ofInstant(each.occurredAt(), days.zone()), (_, count) -> count + 1);
            earliest = Math.min(earliest, each.occurredAt().toEpochMilli());
            latest = Math.max(latest, each.occurredAt().toEpochMilli());
        }
        assertThat(tally.total()).isEqualTo(all.size());
        assertThat(tally.spans()).as(days.toString()).containsExactlyElementsOf(byDay.values());
        assertThat(tally.byType())
                .containsExactlyInAnyOrderElementsOf(
                        byType.entrySet().stream()
                                .map(it -> new Tally.OfType(it.getKey(), it.getValue()))
                                .toList());
        assertThat(tally.byType().stream().map(each -> -each.total()).toList()).isSorted();
        assertThat(tally.firstMillis()).isEqualTo(earliest);
        assertThat(tally.lastMillis()).isEqualTo(latest);
    }
}
