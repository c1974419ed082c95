package io.activityledger.timeline.projection;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.Activities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Activities of which everything may be there or not: the same for the same seed but for their
/// ids.
final class RandomActivities {

    private static final List<String> TEXTS =
            List.of("", "plain", "Ä \"q\" \\ \n", "😀 and \u0001", "null", "x".repeat(200));
    private static final List<String> METADATA =
            List.of("{}", "{\"n\":1.10,\"big\":1152921504606846977}", "{\"ü\":{\"a\":[null]}}");
    private static final List<String> SOURCES =
            List.of("leadlex", "reevo", "nodestash", "import", "another");

    private final SplittableRandom dice;

    RandomActivities(long seed) {
        dice = new SplittableRandom(seed);
    }

    Activity next() {
        Activity placed = placed();
        return new Activity(
                placed.id(),
                placed.workspaceId(),
                one(List.of("note", "call", "ai action")),
                moment(),
                moment(),
                one(SOURCES),
                one(TEXTS),
                maybe(TEXTS),
                maybe(TEXTS),
                dice.nextInt(8) == 0 && !placed.contactIds().isEmpty() ? null : placed.contactId(),
                placed.dealId(),
                placed.companyId(),
                placed.entityType(),
                placed.entityId(),
                maybe(TEXTS),
                maybe(TEXTS),
                maybeMoment(),
                maybeMoment(),
                maybe(METADATA),
                maybe(TEXTS),
                maybe(TEXTS),
                maybe(TEXTS),
                dice.nextInt(8) == 0 && placed.contactId() != null
                        ? List.of(placed.contactId())
                        : placed.contactIds(),
                dice.nextBoolean() ? List.of() : List.of(one(TEXTS), one(TEXTS)),
                dice.nextBoolean(),
                dice.nextBoolean() ? Map.of() : Map.of("b", one(TEXTS), one(TEXTS) + "a", "v"));
    }

    /// About this and that, with the id that belongs there.
    private Activity placed() {
        var some = Activities.some().in(FakeLedger.WORKSPACE);
        List<Subject> subjects = new ArrayList<>();
        subjects.add(Subject.contact("c" + dice.nextInt(3)));
        subjects.add(Subject.contact("c" + dice.nextInt(3)));
        subjects.add(Subject.deal("d/ü"));
        subjects.add(Subject.company("co"));
        subjects.add(Subject.entity("campaign", "e1"));
        subjects.removeIf(_ -> dice.nextBoolean());
        subjects.forEach(some::about);
        return some.build();
    }

    private Instant moment() {
        return Instant.ofEpochMilli(
                dice.nextInt(4) == 0
                        ? dice.nextLong(-1L << 50, 1L << 50)
                        : dice.nextLong(1L << 41));
    }

    private @Nullable Instant maybeMoment() {
        return dice.nextBoolean() ? null : moment();
    }

    private @Nullable String maybe(List<String> texts) {
        return dice.nextBoolean() ? null : one(texts);
    }

    private String one(List<String> texts) {
        return texts.get(dice.nextInt(texts.size()));
    }
}
