package io.activityledger.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every subject has a timeline, wherever it lives and whoever holds it.
@Timeout(240)
class LinkedTimelinesIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir private static Path temp;
    private static final FakeSchemaRegistry SCHEMAS = new FakeSchemaRegistry();
    private static EmbeddedBroker broker;
    private static RegistryOverHttp registry;
    private static Writer writer;
    private static Instance ann;

    @BeforeAll
    static void open() {
        broker =
                new EmbeddedBroker(
                                new EmbeddedBrokerSettings(
                                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree()))
                        .start();
        registry = new RegistryOverHttp(SCHEMAS);
        ann = ready(instance("ann"));
        writer = new Writer(broker.bootstrapServers(), SCHEMAS, Instance.PARTITIONS);
    }

    @AfterAll
    static void close() {
        writer.close();
        ann.close();
        registry.close();
        broker.close();
    }

    @Test
    void aReadWithTheWritesPositionSeesItInTheTimelineOfEachOfItsSubjects() throws Exception {
        for (int round = 0; round < 60; round++) {
            // Given
            Activity activity =
                    Activities.some()
                            .about("jane-" + round)
                            .about("joe")
                            .about(Subject.deal("d-" + round % 7))
                            .about(Subject.company("acme"))
                            .about(Subject.entity("ticket", "t-" + round % 5))
                            .build();
            Position position = writer.append(activity).of(activity);

            for (Subject subject : activity.subjects()) {
                // When
                Answer page = page(ann, subject, position);

                // Then
                assertThat(page.status()).as(subject + " " + page).isEqualTo(200);
                assertThat(ids(page)).as(subject.toString()).contains(activity.id().prefixed());
                assertThat(page.header("Ledger-Stale")).isEmpty();
            }
        }
        assertThat(page(ann, Subject.company("acme"), null).json().at("/meta/total").intValue())
                .isEqualTo(60);
    }

    @Test
    void whatALaterRecordOfAKeySaysIsNobodysTimeline() throws Exception {
        // Given
        Activity first =
                Activities.some().about("key").about(Subject.deal("won")).keyed("k").build();
        Activity again =
                Activities.some()
                        .as(first.id())
                        .about("key")
                        .about(Subject.deal("lost"))
                        .keyed("k")
                        .build();
        Activity after = Activities.some().about("key").about(Subject.deal("lost-not")).build();

        // When
        writer.append(first);
        writer.append(again);
        writer.append(first);
        Position last = writer.append(after).of(after);

        // Then
        assertThat(page(ann, Subject.deal("lost-not"), last).status()).isEqualTo(200);
        Position behindAll = new Position(last.partition(), last.offset());
        assertThat(ids(page(ann, Subject.deal("won"), behindAll)))
                .containsExactly(first.id().prefixed());
        await().atMost(SOON)
                .until(() -> page(ann, Subject.deal("lost"), behindAll).status() == 404);
    }

    @Test
    void everyInstanceSumsUpTheSame() throws Exception {
        // Given
        List<Activity> written = new ArrayList<>();
        for (int n = 0; n < 120; n++) {
            written.add(
                    Activities.some()
                            .about("summed-" + n % 5)
                            .about(Subject.company("summed-" + n % 3))
                            .at(Activities.NOON.minus(Duration.ofDays(n % 40)))
                            .build());
        }
        writer.appendAll(written);
        Position last = writer.append(written.getLast()).of(written.getLast());

        // When
        try (var ben = ready(instance("ben"))) {
            for (int at = 0; at < 5; at++) {
                Answer here = summary(ann, Subject.contact("summed-" + at), last);
                Answer there = summary(ben, Subject.contact("summed-" + at), last);

                // Then
                assertThat(here.status()).as(here.toString()).isEqualTo(200);
                assertThat(there.body()).isEqualTo(here.body());
                assertThat(here.json().at("/data/total").intValue()).isEqualTo(24);
                assertThat(here.json().at("/data/days")).hasSize(30);
                assertThat(here.json().at("/data/days").findValues("total"))
                        .extracting(day -> day.intValue())
                        .contains(0)
                        .satisfies(days ->
                                assertThat(days.stream().mapToInt(each -> each).sum())
                                        .isEqualTo(18));
            }
            await().atMost(SOON)
                    .until(() -> {
                        Answer company = summary(ben, Subject.company("summed-1"), last);
                        return company.json().at("/data/total").intValue() == 40;
                    });
        }
        assertThat(summary(ann, Subject.company("unheard-of"), last).status()).isEqualTo(404);
    }

    private static Answer summary(Instance asked, Subject subject, Position position) {
        String to = LocalDate.ofInstant(Activities.NOON, ZoneOffset.UTC).toString();
        var request = asked.client().request(path(subject) + "/summary?to_date=" + to);
        return asked.client().answer(request.header(Position.HEADER, position.text()).GET());
    }

    @Test
    void entitiesNeedNobodyToTellOfThem() {
        // When
        Answer nothing = page(ann, Subject.entity("ticket", "new"), null);
        Answer deal = page(ann, Subject.deal("new"), null);

        // Then
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(ids(nothing)).isEmpty();
        assertThat(deal.status()).isEqualTo(404);
        assertThat(deal.json().at("/error/code").textValue()).isEqualTo("deal_not_found");
    }

    /// A sink to a topic that a store reads once lost half the rows here, in silence.
    @Test
    void afterAHandOverThereAndBackWhileLinksLagEveryRowStandsOnce() throws Exception {
        // Given
        List<Activity> written = new ArrayList<>();
        write(written, 3_000);

        // When
        var ben = ready(instance("ben"));
        write(written, 1_000);
        ann.close();
        write(written, 1_000);
        await().atMost(SOON).until(() -> total(ben, deal(0)) > 0);
        ann = ready(instance("ann"));
        write(written, 1_000);
        ben.close();

        // Then
        for (int at = 0; at < 8; at++) {
            Subject deal = deal(at);
            List<String> whole = newestFirst(written, deal);
            await(deal.toString()).atMost(SOON).until(() -> total(ann, deal) >= whole.size());
            assertThat(all(ann, deal)).as(deal.toString()).isEqualTo(whole);
        }
    }

    private static void write(List<Activity> to, int count) throws Exception {
        List<Activity> fresh = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            int n = to.size() + at;
            fresh.add(
                    Activities.some()
                            .about("moved-" + n % 11)
                            .about(deal(n % 8))
                            .at(Activities.NOON.plusSeconds(n % 500))
                            .build());
        }
        writer.appendAll(fresh);
        to.addAll(fresh);
    }

    private static Subject deal(int at) {
        return Subject.deal("moved-" + at);
    }

    private static List<String> newestFirst(List<Activity> written, Subject deal) {
        return written.stream()
                .filter(each -> each.subjects().contains(deal))
                .sorted(
                        Comparator.comparing(Activity::occurredAt)
                                .thenComparing(Activity::id)
                                .reversed())
                .map(each -> each.id().prefixed())
                .toList();
    }

    private static int total(Instance asked, Subject subject) {
        Answer page = page(asked, subject, null);
        return page.status() == 200 ? page.json().at("/meta/total").intValue() : -1;
    }

    private static List<String> all(Instance asked, Subject subject) {
        List<String> ids = new ArrayList<>();
        int total = total(asked, subject);
        for (int page = 1; (page - 1) * 100 < total; page++) {
            ids.addAll(ids(asked.get(path(subject) + "?per_page=100&page=" + page)));
        }
        return ids;
    }

    private static Answer page(Instance asked, Subject subject, Position position) {
        var request = asked.client().request(path(subject) + "?per_page=100");
        if (position != null) {
            request.header(Position.HEADER, position.text());
        }
        return asked.client().answer(request.GET());
    }

    private static String path(Subject subject) {
        return switch (subject.kind()) {
            case CONTACT -> "/v1/contacts/" + subject.id() + "/activities";
            case DEAL -> "/v1/deals/" + subject.id() + "/activities";
            case COMPANY -> "/v1/companies/" + subject.id() + "/activities";
            case ENTITY ->
                    "/v1/entities/%s/%s/activities".formatted(subject.entityType(), subject.id());
        };
    }

    private static List<String> ids(Answer page) {
        return StreamSupport.stream(page.json().at("/data/activities").spliterator(), false)
                .map(each -> each.path("id").textValue())
                .toList();
    }

    private static Instance instance(String name) {
        return new Instance(name, broker.bootstrapServers(), registry.uri(), temp.resolve(name))
                .start();
    }

    private static Instance ready(Instance instance) {
        await(instance.name()).atMost(SOON).until(instance::ready);
        return instance;
    }
}
