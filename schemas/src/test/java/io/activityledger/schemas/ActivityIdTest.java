package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityIdTest {

    @ParameterizedTest
    @CsvSource({
        "01963b5e-1234-7abc-8def-0123456789ab, act_05nh1bl2KPiIUtM2HPhRO, 35243",
        "01963b5e-1234-8abc-8def-0123456789ab, act_05nh1bl2KPiIUtM2HPhRP, 35243",
        "00000000-0000-7000-8000-000000000000, act_000000000000000000000, 0",
        "ffffffff-ffff-8fff-bfff-ffffffffffff, act_F5wC2RoXrcIsYTKtyHvY7, 65535",
    })
    void theThreeSpellingsAreTheGoldenOnes(String bare, String compact, int slot) {
        ActivityId id = ActivityId.parse(bare).orElseThrow();

        assertThat(id.bare()).isEqualTo(bare);
        assertThat(id.prefixed()).isEqualTo("act_" + bare);
        assertThat(id.compact()).isEqualTo(compact);
        assertThat(id.slot()).isEqualTo(slot);
    }

    @Test
    void everySpellingReadsBackAndCompactOnesSortAsTheIdsDo() {
        var dice = new Random(3);
        List<ActivityId> ids = new ArrayList<>();
        for (int round = 0; round < 5_000; round++) {
            long version = dice.nextBoolean() ? 0x7000L : 0x8000L;
            long high = (dice.nextLong() & ~0xF000L) | version;
            ids.add(new ActivityId(new UUID(high, (dice.nextLong() >>> 2) | (1L << 63))));
        }

        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(List.of(id.bare(), id.prefixed(), id.compact()))
                                .allSatisfy(s -> assertThat(ActivityId.parse(s)).contains(id)));
        List<ActivityId> minted = ids.stream().filter(id -> id.uuid().version() == 7).toList();
        assertThat(minted.stream().sorted().map(ActivityId::compact))
                .isSortedAccordingTo(Comparator.naturalOrder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "act_",
                "act_7f3c4d2a",
                "123e4567-e89b-12d3-a456-426614174000",
                "act_zzzzzzzzzzzzzzzzzzzzz",
                "act_00000000000000000000!",
                "01963b5e-1234-7abc-0def-0123456789ab",
                "01963b5e_1234-7abc-8def-0123456789ab",
                "act_act_01963b5e-1234-7abc-8def-0123456789ab",
                "01963b5e-1234-7abc-8def-0123456789a\u0661"
            })
    void whatCannotBeOursIsNoId(String text) {
        assertThat(ActivityId.parse(text)).isEmpty();
    }

    @Test
    void upperCaseIsReadAsLowerCase() {
        assertThat(ActivityId.parse("act_01963B5E-1234-7ABC-8DEF-0123456789AB"))
                .contains(SampleActivities.ID);
    }

    @Test
    void mintedIdsRiseWhileTheClockStandsStillAndRunsBack() {
        var times = new long[] {5_000, 5_000, 4_000, 5_001, 1, 5_001};
        var at = new int[1];
        InstantSource clock = () -> Instant.ofEpochMilli(times[at[0]++ % times.length]);
        var mint = new ActivityIdMint(clock, new Random(1));
        ActivityId last = mint.mint(7);
        for (int round = 0; round < 100_000; round++) {
            ActivityId next = mint.mint(7);

            assertThat(next.uuid().getMostSignificantBits())
                    .isGreaterThan(last.uuid().getMostSignificantBits());
            assertThat(next.slot()).isEqualTo(7);
            assertThat(ActivityId.oursByForm(next.uuid())).isTrue();
            last = next;
        }
    }
}
