package io.activityledger.audit;

import static io.activityledger.testkit.Activities.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.audit.AuditScope.Breadth;
import io.activityledger.schemas.Activity;
import io.activityledger.testkit.Activities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

    private static final long SEED = Long.getLong("seed", 20_261_121);

    /// So little that most of what is sorted lies on disk.
    private static final long MEMORY_BYTES = 8_192;

    @TempDir private Path directory;
    private final FakeHouse house = new FakeHouse();
    private final List<Activity> written = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /// Some hundreds of activities: many on one timeline, back-dated and tied, sent twice, about
    /// several subjects and about none.
    @BeforeEach
    void fill() {
        var random = new Random(SEED);
        for (int number = 0; number < 600; number++) {
            String contact = number % 2 == 0 ? "jane" : "c-" + random.nextInt(20);
            Activities some =
                    Activities.some().about(contact).at(NOON.plusSeconds(random.nextInt(200)));
            write(number % 5 == 0 ? some.about("c-" + random.nextInt(20)).build() : some.build());
        }
        for (int number = 0; number < 20; number++) {
            write(Activities.some().at(NOON.plusSeconds(number)).build());
            write(Activities.some().in("closed").about("jane").build());
        }
        for (int number = 0; number < 40; number++) {
            Activity first = Activities.some().about("jane").keyed("key-" + number).build();
            write(first);
            write(
                    Activities.some()
                            .about("jane")
                            .keyed("key-" + number)
                            .as(first.id())
                            .at(NOON.minusSeconds(7))
                            .build());
        }
    }

    private void write(Activity activity) {
        house.append(activity);
        written.add(activity);
    }

    @Test
    void aHouseThatSaysWhatItsLogSaysIsClean() {
        // When
        AuditReport report = audit();

        // Then
        assertThat(report.first()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.records()).isEqualTo(720);
        assertThat(report.repeated()).isEqualTo(40);
        assertThat(report.timelines()).isEqualTo(1 + 20 + 20);
        assertThat(report.rows()).isEqualTo(600 + 120 + 20 + 40 - sameContactTwice());
        assertThat(report.rowsWithoutKey()).isEqualTo(20);
        assertThat(report.workspacesWithoutKey()).containsExactly("closed");
        assertThat(told).anyMatch(line -> line.startsWith("read 720 of 720 (100 %) records, "));
    }

    private long sameContactTwice() {
        return 120 - written.stream().filter(each -> each.subjects().size() == 2).count();
    }

    @Test
    void aRowThatIsMissingIsFoundWhereverItStood() {
        for (Activity activity : List.of(written.get(0), written.get(3), written.get(600))) {
            // Given
            house.forget(activity);

            // When
            AuditReport report = audit();

            // Then
            assertThat(report.found()).containsKey(Finding.Kind.DIFFERENT);
            assertThat(report.first())
                    .anyMatch(found -> found.what().contains(activity.id().prefixed()));
            house.say(activity);
        }
    }

    @Test
    void aRowThatTheLogDoesNotHaveIsFound() {
        // Given
        Activity strange = Activities.some().about("jane").at(NOON.minusSeconds(999)).build();
        house.say(strange);

        // When
        AuditReport report = audit();

        // Then
        assertThat(report.found()).isEqualTo(Map.of(Finding.Kind.DIFFERENT, 1L));
        assertThat(report.first().getFirst().what())
                .startsWith("contact jane of workspace dev: page 4, row ")
                .contains("the house has " + strange.id().prefixed(), "the log has no more");
    }

    @Test
    void aRowAtAnotherTimeIsFound() {
        // Given
        Activity first = written.get(2);
        Activity moved =
                Activities.some().about("jane").as(first.id()).at(NOON.plusMillis(1)).build();
        house.say(moved);

        // When
        AuditReport report = audit();

        // Then
        assertThat(report.found()).isEqualTo(Map.of(Finding.Kind.DIFFERENT, 1L));
    }

    @Test
    void aRecordThatTheHouseNeverCameToKnowIsFound() {
        // Given
        house.write(Activities.some().about("nobody-knows").build());

        // When
        AuditReport report = audit();

        // Then
        assertThat(report.first())
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .startsWith("contact nobody-knows of workspace dev: page 1, row 1: the log says");
    }

    @Test
    void anIdThatTwoActivitiesHaveIsFoundWithBothPlaces() {
        // Given
        Activity first = written.getFirst();
        house.append(Activities.some().about("jane").as(first.id()).titled("another").build());

        // When
        AuditReport report = audit();

        // Then
        assertThat(report.found()).isEqualTo(Map.of(Finding.Kind.ID_TAKEN_TWICE, 1L));
        assertThat(report.first().getFirst().what()).contains(first.id().prefixed(), "offset 0");
    }

    @Test
    void aRecordThatCannotBeReadIsFoundWithItsReason() {
        // Given
        house.poison("no Confluent wire format");

        // When
        AuditReport report = audit();

        // Then
        assertThat(report.found()).isEqualTo(Map.of(Finding.Kind.UNREADABLE, 1L));
        assertThat(report.first().getFirst().what()).endsWith(": no Confluent wire format");
    }

    @Test
    void whatIsWrittenWhileItIsComparedIsNoDifference() {
        // Given
        house.whenAskedNext(() -> {
            for (int number = 0; number < 150; number++) {
                house.append(Activities.some().about("jane").build());
            }
        });

        // When
        AuditReport report = audit();

        // Then
        assertThat(report.first()).isEmpty();
        assertThat(told).anyMatch(line -> line.contains("looking at them again"));
    }

    @Test
    void whatIsMissingIsFoundAlsoWhereOthersAreWrittenAround() {
        // Given
        house.forget(written.get(4));
        house.whenAskedNext(() -> house.append(Activities.some().about("jane").build()));

        // When
        AuditReport report = audit();

        // Then
        assertThat(report.found()).containsEntry(Finding.Kind.DIFFERENT, 1L);
    }

    private AuditReport audit() {
        var scope = new AuditScope(Breadth.ALL, directory, MEMORY_BYTES, 4, Duration.ZERO, 20);
        return new Audit(freshReading(), house, scope, told::add).run();
    }

    /// The same log, from its beginning.
    private AuditedLog freshReading() {
        house.rewind();
        return house;
    }
}
