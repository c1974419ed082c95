package io.activityledger.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void someHundredsOfActivitiesLieOnWorkingDaysOfThePastYear() {
        // When
        List<DemoActivity> all = everything();

        // Then
        assertThat(all).hasSizeBetween(300, 500);
        assertThat(all)
                .allSatisfy(it -> {
                    assertThat(it.occurredAt()).isBetween(NOW.minus(Duration.ofDays(366)), NOW);
                    assertThat(it.occurredAt().atZone(ZoneOffset.UTC).getDayOfWeek())
                            .isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
                });
    }

    @Test
    void noPlaceholderIsLeftAndEveryKindOfActivityOccurs() {
        // When
        List<DemoActivity> all = everything();

        // Then
        assertThat(all).noneMatch(it -> (it.title() + it.description()).contains("{"));
        assertThat(all.stream().map(DemoActivity::type))
                .contains("call", "email", "meeting", "note", "ai_action", "deal_stage_change");
    }

    @Test
    void theStoryOfAPersonIsInOrderAndTheSameEachTime() {
        // Given
        DemoPerson jane = DemoCast.ALL.getFirst();

        // When
        List<DemoActivity> story = new DemoStory(jane, NOW).told();

        // Then
        assertThat(story).isSortedAccordingTo(Comparator.comparing(DemoActivity::occurredAt));
        assertThat(new DemoStory(jane, NOW).told()).isEqualTo(story);
    }

    private static List<DemoActivity> everything() {
        Stream<DemoPerson> cast = DemoCast.ALL.stream();
        return cast.flatMap(person -> new DemoStory(person, NOW).told().stream()).toList();
    }
}
