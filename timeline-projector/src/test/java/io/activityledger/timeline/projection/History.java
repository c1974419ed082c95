package io.activityledger.timeline.projection;

import io.activityledger.schemas.Activity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A seeded log: creates, doubles, back-dates, ties and poison over a few contacts; and, computed
/// the plain way, what its timelines must hold.
final class History {

    static final List<String> CONTACTS = List.of("ada", "bob", "eve");
    static final List<String> TYPES = List.of("call", "note", "rare");

    private static final Comparator<Activity> NEWEST_FIRST =
            Comparator.comparing(Activity::occurredAt).thenComparing(Activity::id).reversed();

    private final FakeLedger ledger;
    private final List<Activity> activities = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    History(FakeLedger ledger, long seed, int length) {
        this.ledger = ledger;
        var dice = new SplittableRandom(seed);
        for (long offset = 0; offset < length; offset++) {
            add(dice, offset);
        }
    }

    private void add(SplittableRandom dice, long offset) {
        int roll = dice.nextInt(100);
        if (roll < 3) {
            activities.add(null);
            records.add(FakeLedger.record(offset, new byte[] {1}, new byte[] {2}));
            return;
        }
        Activity earlier =
                activities.isEmpty() ? null : activities.get(dice.nextInt(activities.size()));
        Activity activity =
                roll < 15 && earlier != null
                        ? FakeLedger.again(earlier, "double " + offset)
                        : fresh(dice, offset);
        activities.add(activity);
        records.add(ledger.record(offset, activity));
    }

    private static Activity fresh(SplittableRandom dice, long offset) {
        long now = 1_000_000 + offset * 10;
        long occurredAt =
                switch (dice.nextInt(4)) {
                    case 0 -> dice.nextLong(-2_000_000, now);
                    case 1 -> 777_777;
                    default -> now;
                };
        // One contact has nearly all.
        String contact = CONTACTS.get(dice.nextInt(10) < 8 ? 0 : 1 + dice.nextInt(2));
        String type = TYPES.get(dice.nextInt(50) == 0 ? 2 : dice.nextInt(2));
        return FakeLedger.about(contact, type, occurredAt, offset);
    }

    List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
        return records.subList((int) from, (int) Math.min(to, records.size()));
    }

    /// The first record of each id below `end` that `filter` lets pass, newest first.
    List<Activity> timeline(long end, Predicate<Activity> filter) {
        Map<Object, Activity> first = new HashMap<>();
        for (Activity activity : activities.subList(0, (int) end)) {
            if (activity != null) {
                first.putIfAbsent(activity.id(), activity);
            }
        }
        return first.values().stream().filter(filter).sorted(NEWEST_FIRST).toList();
    }

    /// By offset, the first record of each id below `end` that `filter` lets pass.
    SortedMap<Long, Activity> recorded(long end, Predicate<Activity> filter) {
        Set<Object> seen = new HashSet<>();
        SortedMap<Long, Activity> recorded = new TreeMap<>();
        for (int offset = 0; offset < end; offset++) {
            Activity activity = activities.get(offset);
            if (activity != null && seen.add(activity.id()) && filter.test(activity)) {
                recorded.put((long) offset, activity);
            }
        }
        return recorded;
    }
}
