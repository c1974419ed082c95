package io.activityledger.timeline.model;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Subject.Kind;
import io.activityledger.testkit.Activities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// What happens in a workspace, as a seed has it: activities of several subjects, types and users,
/// in order, late, long ago and many at one moment; and some of them again.
///
/// What comes again under an idempotency key may say something else; without a key it is the same
/// bytes.
public final class ModelHistory {

    public static final List<String> TYPES = List.of("call", "email", "note", "rare");
    public static final List<String> USERS = List.of("ann", "ben", "cy");

    /// About here most of it happens.
    public static final Instant NOW = Instant.parse("2026-04-17T12:00:00Z");

    private static final Instant AT_ONCE = NOW.minus(Duration.ofDays(3));

    /// In Berlin, where summaries are asked for.
    private static final Instant MIDNIGHT = Instant.parse("2026-04-15T22:00:00Z");

    private static final int MONTH_OF_SECONDS = 30 * 24 * 3600;

    private final String workspace;
    private final SplittableRandom dice;
    private final List<Subject> subjects;
    private final List<Activity> recorded = new ArrayList<>();

    /// @param names what the ids of all subjects begin with
    public ModelHistory(String workspace, String names, long seed) {
        this.workspace = workspace;
        this.dice = new SplittableRandom(seed);
        this.subjects =
                List.of(
                        Subject.contact(names + "a"),
                        Subject.contact(names + "b"),
                        Subject.contact(names + "c"),
                        Subject.deal(names + "a"),
                        Subject.deal(names + "d"),
                        Subject.company(names + "a"),
                        Subject.company(names + "e"),
                        Subject.entity("ticket", names + "a"),
                        Subject.entity("ticket", names + "f"));
    }

    /// All whose timelines there are; one of them may stay empty.
    public List<Subject> subjects() {
        return subjects;
    }

    /// What is appended next.
    public Activity next() {
        boolean again = !recorded.isEmpty() && dice.nextInt(8) == 0;
        Activity next = again ? again(one(recorded)) : fresh();
        recorded.add(next);
        return next;
    }

    private Activity again(Activity earlier) {
        if (earlier.idempotencyKey() == null) {
            return earlier;
        }
        Activities other = words().as(earlier.id()).keyed(earlier.idempotencyKey());
        if (!earlier.subjects().isEmpty()) {
            Subject primary = earlier.subjects().getFirst();
            other.about(primary);
            subjects.stream()
                    .filter(it -> primary.kind() == Kind.CONTACT && it.kind() != Kind.CONTACT)
                    .filter(_ -> dice.nextInt(4) == 0)
                    .forEach(other::about);
        }
        return other.build();
    }

    private Activity fresh() {
        Activities activity = words();
        for (Subject each : subjects) {
            boolean first = each.equals(subjects.getFirst());
            if (dice.nextInt(10) < (first ? 5 : 2)) {
                activity.about(each);
            }
        }
        Activity placed = activity.build();
        Activities named = activity.as(id(placed));
        return dice.nextInt(3) == 0 ? named.keyed("key " + recorded.size()).build() : named.build();
    }

    private Activities words() {
        return Activities.some()
                .in(workspace)
                .of(dice.nextInt(30) == 0 ? "rare" : TYPES.get(dice.nextInt(3)))
                .by(one(USERS))
                .at(occurredAt())
                .recordedAt(NOW.plusMillis(recorded.size()))
                .titled("title " + recorded.size());
    }

    private Instant occurredAt() {
        return switch (dice.nextInt(6)) {
            case 0 -> dice.nextBoolean() ? AT_ONCE : MIDNIGHT;
            case 1 -> NOW.minusSeconds(dice.nextInt(MONTH_OF_SECONDS));
            case 2 -> NOW.plusSeconds(dice.nextInt(MONTH_OF_SECONDS));
            case 3 ->
                    dice.nextInt(5) == 0
                            ? Instant.ofEpochMilli(-dice.nextLong(1L << 39))
                            : NOW.plusMillis(dice.nextInt(3));
            default -> NOW.plusMillis(10L * recorded.size());
        };
    }

    private ActivityId id(Activity placed) {
        int slot =
                placed.subjects().isEmpty()
                        ? dice.nextInt(1 << 16)
                        : RecordKey.ofSubject(workspace, placed.subjects().getFirst()).slot();
        // Few different first halves, so that ties are decided by the second.
        long high = ((long) dice.nextInt(4) << 16) | 0x7000L;
        long low = Long.MIN_VALUE | (dice.nextLong() & (Long.MAX_VALUE >>> 1) & ~0xFFFFL) | slot;
        return new ActivityId(new UUID(high, low));
    }

    private <T> T one(List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }
}
