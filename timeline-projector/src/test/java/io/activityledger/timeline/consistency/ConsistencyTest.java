package io.activityledger.timeline.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.timeline.consistency.Consistency.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsistencyTest {

    @Test
    void withoutHeadersAReadSeesAllThatWasAcknowledged() {
        assertThat(Consistency.parse("", ""))
                .isEqualTo(new Parsed.Valid(new Consistency.ReadYourWrites()));
    }

    @Test
    void thePositionOfAWriteIsWaitedFor() {
        var position = new Position(3, 17);
        assertThat(Consistency.parse("", position.text()))
                .isEqualTo(new Parsed.Valid(new Consistency.Including(position)));
    }

    @Test
    void aBatchsPositionIsThatOfEachOfItsPartitions() {
        // Given
        var positions = Positions.of(List.of(new Position(3, 17), new Position(9, 4)));

        // Then
        assertThat(Consistency.parse("", positions.text()))
                .isEqualTo(new Consistency.Parsed.Valid(new Consistency.Including(positions)));
    }

    @Test
    void eventualWinsOverAPosition() {
        assertThat(Consistency.parse("Eventual", new Position(3, 17).text()))
                .isEqualTo(new Parsed.Valid(new Consistency.Eventual()));
    }

    @Test
    void whatNobodyCouldMeanIsRefusedByTheNameOfItsHeader() {
        assertThat(Consistency.parse("strong", ""))
                .isInstanceOfSatisfying(
                        Parsed.Invalid.class,
                        invalid -> assertThat(invalid.header()).isEqualTo("Ledger-Consistency"));
        assertThat(Consistency.parse("", "nonsense"))
                .isInstanceOfSatisfying(
                        Parsed.Invalid.class,
                        invalid -> assertThat(invalid.header()).isEqualTo("Ledger-Position"));
    }
}
