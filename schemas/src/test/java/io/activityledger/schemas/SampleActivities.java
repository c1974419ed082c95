package io.activityledger.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Activities that the tests of this module share.
final class SampleActivities {

    static final Instant NOON = Instant.parse("2026-04-17T12:00:00.123Z");
    static final ActivityId ID = id("01963b5e-1234-7abc-8def-0123456789ab");

    private SampleActivities() {}

    static ActivityId id(String text) {
        return ActivityId.parse(text).orElseThrow();
    }

    static Activity full() {
        return new Activity(
                ID,
                "dev",
                "call",
                NOON,
                NOON.plusMillis(5),
                "leadlex",
                "user-1",
                "Title",
                "Körper 😀",
                "c1",
                "d1",
                "co1",
                "campaign",
                "cmp_1",
                "Q2",
                "owner",
                NOON.plusSeconds(60),
                NOON.plusSeconds(90),
                "{\"n\":1.10}",
                "key",
                "print",
                "ext",
                List.of("c1", "c2"),
                List.of("a", "b"),
                true,
                Map.of("category", "OTHER"));
    }

    static Activity bare() {
        return about(ID, null);
    }

    static Activity about(ActivityId id, String contactId) {
        return new Activity(
                id,
                "dev",
                "note",
                NOON,
                NOON,
                "leadlex",
                "user-1",
                null,
                null,
                contactId,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Optional.ofNullable(contactId).map(List::of).orElse(List.of()),
                List.of(),
                false,
                Map.of());
    }
}
