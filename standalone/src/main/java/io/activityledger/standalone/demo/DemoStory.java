package io.activityledger.standalone.demo;

import io.activityledger.standalone.demo.DemoScript.Chapter;
import io.activityledger.standalone.demo.DemoScript.Scene;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What happened with one person, up to now? The same for the same person and day: chapters in
/// their order, on working days, the more the closer.
///
/// ```
/// first contact ─── Qualified ─── Discovery ─── Proposal ─── Won ─── now
/// ```
final class DemoStory {

    private static final int OPENING_HOUR = 8;
    private static final int WORKING_MINUTES = 10 * 60;
    private static final Duration NOT_JUST_NOW = Duration.ofMinutes(30);

    private final DemoPerson person;
    private final Instant now;
    private final SplittableRandom dice;
    private final List<Scene> deck = new ArrayList<>();

    DemoStory(DemoPerson person, Instant now) {
        this.person = person;
        this.now = now;
        this.dice = new SplittableRandom(person.name().hashCode());
    }

    /// The oldest first.
    List<DemoActivity> told() {
        deck.clear();
        List<Instant> moments = moments();
        List<DemoActivity> told = new ArrayList<>();
        int chapters = Math.max(1, DemoScript.CHAPTERS.size() * person.knownForDays() / 200);
        int last = Math.min(chapters, DemoScript.CHAPTERS.size());
        int open = -1;
        for (int at = 0; at < moments.size(); at++) {
            int number = Math.min(last - 1, at * last / moments.size());
            Chapter chapter = DemoScript.CHAPTERS.get(number);
            told.add(
                    number == open
                            ? played(chapter.scenes(), moments.get(at))
                            : entered(chapter, moments.get(at)));
            open = number;
        }
        return told;
    }

    private List<Instant> moments() {
        return Stream.generate(this::moment)
                .limit(person.activities())
                .filter(moment -> moment.isBefore(now.minus(NOT_JUST_NOW)))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /// Some minute of a working day, the recent ones more often.
    private Instant moment() {
        double closeness = dice.nextDouble();
        int daysAgo = (int) (person.knownForDays() * closeness * Math.sqrt(closeness));
        LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(daysAgo);
        return onAWorkingDay(day)
                .atTime(OPENING_HOUR, 0)
                .plusMinutes(dice.nextInt(WORKING_MINUTES))
                .plusSeconds(dice.nextInt(60))
                .toInstant(ZoneOffset.UTC);
    }

    private static LocalDate onAWorkingDay(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.minusDays(1);
            case SUNDAY -> day.minusDays(DayOfWeek.SUNDAY.getValue() - DayOfWeek.FRIDAY.getValue());
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }

    private DemoActivity entered(Chapter chapter, Instant at) {
        var change =
                new Scene(
                        "deal_stage_change",
                        "{deal} is now " + chapter.stage(),
                        "",
                        "{\"stage\":\"" + chapter.stage() + "\"}");
        deck.clear();
        return activity(change, at);
    }

    /// Every scene of a chapter has its turn before one comes again.
    private DemoActivity played(List<Scene> scenes, Instant at) {
        if (deck.isEmpty()) {
            deck.addAll(scenes);
        }
        return activity(deck.remove(dice.nextInt(deck.size())), at);
    }

    private DemoActivity activity(Scene scene, Instant at) {
        return new DemoActivity(
                person,
                scene.type(),
                cast(scene.title()),
                cast(scene.description()),
                scene.metadata(),
                at);
    }

    private String cast(String text) {
        return text.replace("{first}", person.firstName())
                .replace("{company}", person.company())
                .replace("{deal}", person.deal());
    }
}
