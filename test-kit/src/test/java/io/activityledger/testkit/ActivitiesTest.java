package io.activityledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivitiesTest {

    private static final int PARTITIONS = 16;

    static Activity[] built() {
        return new Activity[] {
            Activities.some().build(),
            Activities.some().of("call").by("bob").about("c1").about("c2").build(),
            Activities.some().in("acme").about(Subject.deal("d/1")).titled("Ä").build(),
            Activities.some().about(Subject.company("x")).metadata("{\"n\":1.10}").build(),
            Activities.some().about(Subject.entity("campaign", "e1")).keyed("k").build(),
        };
    }

    @ParameterizedTest
    @MethodSource("built")
    void whatIsBuiltIsSoundOnTheLog(Activity activity) {
        // Given
        var codec = new EventCodec(new FakeSchemaRegistry());
        var judge = new RecordJudge(codec, PARTITIONS);
        int partition = activity.id().partition(PARTITIONS);

        // When
        var verdict =
                judge.judge(
                        activity.recordKey().bytes(), codec.writer().encode(activity), partition);

        // Then
        assertThat(verdict).isEqualTo(new RecordJudge.Verdict.Sound(activity));
    }
}
