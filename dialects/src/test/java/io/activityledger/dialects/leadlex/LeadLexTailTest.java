package io.activityledger.dialects.leadlex;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random activities go the whole way, over log and store, in the timeline-projector.
class LeadLexTailTest {

    private static final Instant NOON = Instant.parse("2026-04-17T12:00:00.123Z");
    private static final ActivityId ID =
            ActivityId.parse("01963b5e-1234-7abc-8def-0123456789ab").orElseThrow();

    @Test
    void aPlainActivityLeavesThreeBytesOrFewMore() {
        assertThat(LeadLexTail.of(plain("leadlex", NOON, null))).hasSize(3);
        assertThat(LeadLexTail.of(plain("leadlex", NOON.minusSeconds(1_000_000_000), null)))
                .hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void allThatAnActivityCanSayComesBack() {
        // Given
        Activity full =
                new Activity(
                        ID,
                        "dev",
                        "call",
                        NOON,
                        NOON.plusMillis(5),
                        "nodestash",
                        "user-1",
                        "Title \" \\ \u0001",
                        "Körper 😀",
                        "c1",
                        "d1",
                        "co1",
                        "campaign",
                        "cmp_1",
                        "Q2",
                        "owner",
                        NOON.plusSeconds(60),
                        NOON.minusSeconds(90),
                        "{\"n\":1.10,\"ä\":{\"b\":[1,{}]}}",
                        "key",
                        "print",
                        "ext",
                        List.of("c1", "c2"),
                        List.of("a", "b"),
                        true,
                        Map.of("category", "OTHER", "a", ""));

        // When
        Activity whole = rebuilt(full);

        // Then
        assertThat(whole).isEqualTo(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1.10,\"😀\":\"}\"}",
                "{ \"a\" : 1 }",
                "null",
                "5",
                " {} ",
                "[1]"
            })
    void metadataComeBackWordForWord(String metadata) {
        // Given
        Activity activity = plain("leadlex", NOON, metadata);

        // When
        Activity whole = rebuilt(activity);

        // Then
        assertThat(whole).isEqualTo(activity);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE / 4, -62_200_000_000_000L, -1, 0, 253_500_000_000_000L})
    void everyTimeOfTheLogComesBack(long occurredAtMillis) {
        // Given
        Activity activity = plain("a source of its own", at(occurredAtMillis), null);

        // When
        Activity whole = rebuilt(activity);

        // Then
        assertThat(whole).isEqualTo(activity);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static Activity rebuilt(Activity activity) {
        return LeadLexTail.whole(
                activity.workspaceId(), LeadLexView.activity(activity), LeadLexTail.of(activity));
    }

    private static Activity plain(String source, Instant occurredAt, String metadata) {
        return new Activity(
                ID,
                "dev",
                "note",
                occurredAt,
                NOON,
                source,
                "user-1",
                null,
                null,
                "c1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                metadata,
                null,
                null,
                null,
                List.of("c1"),
                List.of(),
                false,
                Map.of());
    }
}
