package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionsTest {

    @Test
    void ofEachPartitionTheHighestOffsetCounts() {
        // When
        var positions =
                Positions.of(List.of(new Position(3, 8), new Position(0, 1), new Position(3, 7)));

        // Then
        assertThat(positions.offsetIn(3)).isEqualTo(8);
        assertThat(positions.offsetIn(0)).isEqualTo(1);
        assertThat(positions.offsetIn(1)).isEqualTo(-1);
    }

    @Test
    void ofOnePartitionTheTextIsThatOfItsPosition() {
        // Given
        var position = new Position(3, 41);

        // Then
        assertThat(Positions.of(position).text()).isEqualTo(position.text());
        assertThat(Positions.parse(position.text())).contains(Positions.of(position));
    }

    @Test
    void theFurtherSubjectsOfASingleWriteAreKnownAgain() {
        // Given
        RecordKey deal = RecordKey.ofSubject("dev", Subject.deal("big"));
        RecordKey other = RecordKey.ofSubject("dev", Subject.deal("small"));
        var position = new Position(3, 41, List.of(deal.hash(), 7));

        // When
        Positions read = Positions.parse(position.text()).orElseThrow();

        // Then
        assertThat(Position.parse(position.text())).contains(position);
        assertThat(read.text()).isEqualTo(position.text());
        assertThat(read.linkedTo(deal)).contains(new Position(3, 41));
        assertThat(read.linkedTo(other)).isEmpty();
        assertThat(read.offsetIn(3)).isEqualTo(41);
        assertThat(Position.parse(position.text() + "AA")).isEmpty();
    }

    @Test
    void aPositionWithAllTheSubjectsThatAnActivityCanHaveFitsIntoAHeader() {
        // Given
        List<Integer> further = Collections.nCopies(23, -1);

        // Then
        assertThat(new Position(Integer.MAX_VALUE, Long.MAX_VALUE, further).text())
                .hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void whatIsSpelledIsReadAgain() {
        var random = new Random(11);
        for (int round = 0; round < 1_000; round++) {
            // Given
            SortedMap<Integer, Long> highest = new TreeMap<>();
            int count = 1 + random.nextInt(20);
            while (highest.size() < count) {
                highest.put(random.nextInt(512), random.nextLong() >>> (1 + random.nextInt(62)));
            }
            var positions = new Positions(highest);

            // Then
            assertThat(Positions.parse(positions.text())).contains(positions);
        }
    }

    @Test
    void theTextNeverOutgrowsItsHeader() {
        // Given
        SortedMap<Integer, Long> highest = new TreeMap<>();
        IntStream.range(0, 1_000).forEach(each -> highest.put(each, Long.MAX_VALUE));

        // When
        String text = new Positions(highest).text();

        // Then
        assertThat(text.length()).isBetween(Positions.LONGEST - 30, Positions.LONGEST);
        assertThat(Positions.parse(text).orElseThrow().highest())
                .hasSizeGreaterThan(100)
                .isEqualTo(highest.headMap(Positions.parse(text).orElseThrow().highest().size()));
    }

    @Test
    void whatNoLedgerWroteIsNone() {
        assertThat(
                        List.of(
                                "",
                                "Ag",
                                "AgE",
                                "AoCAgICAgICAgICA",
                                "Av____8PAQ",
                                "not base64!",
                                "A".repeat(3_000)))
                .allSatisfy(text -> assertThat(Positions.parse(text)).isEmpty());
    }
}
