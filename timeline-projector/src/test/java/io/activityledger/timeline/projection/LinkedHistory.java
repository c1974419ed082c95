package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A seeded log of activities of contacts and deals, the links that `ledger-links` makes of it,
/// some of them sent twice; and, computed the plain way, what each timeline must hold.
final class LinkedHistory {

    private static final List<String> CONTACTS = List.of("ada", "bob", "eve");
    private static final List<String> DEALS = List.of("big", "small");
    private static final List<String> TYPES = List.of("call", "note");
    private static final Comparator<Activity> NEWEST_FIRST =
            Comparator.comparing(Activity::occurredAt).thenComparing(Activity::id).reversed();

    private final List<Activity> activities = new ArrayList<>();
    private final List<Activity> linked = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> links = new ArrayList<>();

    LinkedHistory(FakeLedger ledger, long seed, int length) {
        var dice = new SplittableRandom(seed);
        for (int offset = 0; offset < length; offset++) {
            boolean again = offset > 0 && dice.nextInt(10) == 0;
            Activity activity =
                    again
                            ? FakeLedger.again(activities.get(dice.nextInt(offset)), "double")
                            : fresh(dice, offset);
            activities.add(activity);
            records.add(ledger.record(offset, activity));
            if (!again && activity.dealId() != null) {
                link(ledger, activity, offset);
                int resent = dice.nextInt(8);
                if (resent == 0) {
                    link(ledger, activity, offset);
                }
            }
        }
    }

    private void link(FakeLedger ledger, Activity activity, int origin) {
        links.add(ledger.link(links.size(), activity, Subject.deal(activity.dealId()), origin));
        linked.add(activity);
    }

    private static Activity fresh(SplittableRandom dice, int offset) {
        long at = dice.nextBoolean() ? 777 : dice.nextLong(-5_000, 5_000);
        String type = TYPES.get(dice.nextInt(2));
        String contact = CONTACTS.get(dice.nextInt(3));
        return dice.nextInt(5) == 0
                ? FakeLedger.about(contact, type, at, offset)
                : FakeLedger.about(contact, DEALS.get(dice.nextInt(2)), type, at, offset);
    }

    List<ConsumerRecord<byte[], byte[]>> activities(long from, long to) {
        return part(records, from, to);
    }

    List<ConsumerRecord<byte[], byte[]>> links(long from, long to) {
        return part(links, from, to);
    }

    private static List<ConsumerRecord<byte[], byte[]>> part(
            List<ConsumerRecord<byte[], byte[]>> all, long from, long to) {
        int end = (int) Math.min(to, all.size());
        return all.subList((int) Math.min(from, end), end);
    }

    /// Compares each timeline of the store with what it must hold at its two offsets.
    void check(StoreBench bench) {
        int activitiesEnd = (int) bench.handle().appliedOffset() + 1;
        int linksEnd = (int) bench.registry.links(0).orElseThrow().appliedOffset() + 1;
        check(bench, activitiesEnd, linksEnd);
    }

    void check(StoreBench bench, int activitiesEnd, int linksEnd) {
        for (String contact : CONTACTS) {
            Predicate<Activity> theirs = each -> contact.equals(each.contactId());
            same(bench, Subject.contact(contact), activities.subList(0, activitiesEnd), theirs);
        }
        for (String deal : DEALS) {
            Predicate<Activity> its = each -> deal.equals(each.dealId());
            same(bench, Subject.deal(deal), linked.subList(0, linksEnd), its);
        }
    }

    private static void same(
            StoreBench bench, Subject subject, List<Activity> seen, Predicate<Activity> filter) {
        Map<Object, Activity> first = new LinkedHashMap<>();
        seen.stream().filter(filter).forEach(each -> first.putIfAbsent(each.id(), each));
        same(bench, TimelineList.of(WORKSPACE, subject), first.values().stream());
        for (String type : TYPES) {
            same(
                    bench,
                    TimelineList.ofType(WORKSPACE, subject, type),
                    first.values().stream().filter(each -> type.equals(each.type())));
        }
    }

    private static void same(StoreBench bench, TimelineList list, Stream<Activity> expected) {
        try (var lease = bench.lease()) {
            Slice slice = lease.slice(list, Span.all(), 0, 10_000);
            List<String> wanted =
                    expected.sorted(NEWEST_FIRST)
                            .map(each -> new String(FakeLedger.json(each), UTF_8))
                            .toList();
            assertThat(slice.rows().stream().map(each -> new String(each.json(), UTF_8)).toList())
                    .isEqualTo(wanted);
            assertThat(slice.total()).isEqualTo(wanted.size());
        }
    }
}
