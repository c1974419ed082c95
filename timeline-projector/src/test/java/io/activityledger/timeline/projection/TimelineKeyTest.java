package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineKeyTest {

    private static final ActivityId LOW = new ActivityId(new UUID(0x7000L, Long.MIN_VALUE));
    private static final ActivityId HIGH = new ActivityId(new UUID(0xF000_0000_0000_7000L, -1L));

    @Test
    void newerRowsComeFirstAlsoBeforeTheEpoch() {
        // Given
        long[] rising = {
            Long.MIN_VALUE, -86_400_000_000L, -1, 0, 1, 1_700_000_000_000L, Long.MAX_VALUE
        };

        // When
        List<byte[]> suffixes =
                LongStream.of(rising).mapToObj(millis -> TimelineKey.suffix(millis, LOW)).toList();

        // Then
        assertThat(suffixes.reversed()).isSortedAccordingTo(Arrays::compareUnsigned);
        assertThat(suffixes.stream().mapToLong(TimelineKey::occurredAtMillis))
                .containsExactly(LongStream.of(rising).boxed().toArray(Long[]::new));
    }

    @Test
    void ofOneMomentTheHighestIdComesFirst() {
        // When
        byte[] high = TimelineKey.suffix(5, HIGH);
        byte[] low = TimelineKey.suffix(5, LOW);

        // Then
        assertThat(Arrays.compareUnsigned(high, low)).isNegative();
        assertThat(TimelineKey.id(high)).isEqualTo(HIGH);
        assertThat(TimelineKey.id(low)).isEqualTo(LOW);
    }

    @Test
    void noTwoSubjectsShareKeyBytesHoweverTheirPartsAreCut() {
        // Given
        List<byte[]> keys =
                List.of(
                        TimelineKey.subject("a", Subject.contact("bc")),
                        TimelineKey.subject("ab", Subject.contact("c")),
                        TimelineKey.subject("a", Subject.deal("bc")),
                        TimelineKey.subject("a", Subject.entity("b", "c")),
                        TimelineKey.subject("a", Subject.entity("bc", "")),
                        TimelineKey.subject("a", Subject.entity("", "bc")));

        // Then
        for (byte[] one : keys) {
            assertThat(keys.stream().filter(other -> startsWith(other, one))).hasSize(1);
        }
    }

    @Test
    void aListIsNeverTheBeginningOfAnother() {
        // Given
        TimelineList short_ = TimelineList.ofType("w", Subject.contact("c"), "call");
        TimelineList long_ = TimelineList.ofType("w", Subject.contact("c"), "call_back");

        // Then
        assertThat(startsWith(long_.prefix(), short_.prefix())).isFalse();
    }

    @Test
    void longTextsCarryTheirWholeLength() {
        // Given
        String id = "x".repeat(300);

        // When
        byte[] key = TimelineKey.subject("w", Subject.contact(id));

        // Then
        assertThat(HexFormat.of().formatHex(key, 0, 5)).isEqualTo("017701ac02");
        assertThat(key).hasSize(5 + 300);
    }

    @Test
    void nothingFollowsTheHighestPrefix() {
        assertThat(TimelineKey.after(new byte[] {1, (byte) 0xFF})).containsExactly(2);
        assertThat(TimelineKey.after(new byte[] {(byte) 0xFF, (byte) 0xFF})).isNull();
    }

    private static boolean startsWith(byte[] key, byte[] beginning) {
        return key.length >= beginning.length
                && Arrays.equals(key, 0, beginning.length, beginning, 0, beginning.length);
    }
}
