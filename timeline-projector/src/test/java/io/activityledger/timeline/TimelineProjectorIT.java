package io.activityledger.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.dialects.nodestash.NodestashView;
import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineProjectorIT {

    private static final int PARTITIONS = Instance.PARTITIONS;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    /// A session lasts 10 s unless it is set: whoever takes over sooner was told to.
    private static final Duration SOONER_THAN_A_SESSION = Duration.ofSeconds(6);

    @TempDir private static Path temp;
    private static final FakeSchemaRegistry SCHEMAS = new FakeSchemaRegistry();
    private static EmbeddedBroker broker;
    private static RegistryOverHttp registry;
    private static Instance ada;
    private static Instance bob;
    private static Writer writer;

    @BeforeAll
    static void open() {
        broker =
                new EmbeddedBroker(
                                new EmbeddedBrokerSettings(
                                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree()))
                        .start();
        registry = new RegistryOverHttp(SCHEMAS);
        ada = instance("ada");
        bob = instance("bob");
        awaitReady(ada);
        awaitReady(bob);
        writer = new Writer(broker.bootstrapServers(), SCHEMAS, PARTITIONS);
    }

    @AfterAll
    static void close() {
        writer.close();
        bob.close();
        ada.close();
        registry.close();
        broker.close();
    }

    @Test
    void everyTimelineIsWholeThroughEitherInstance() throws Exception {
        // Given
        List<String> contacts = contacts("whole", 20);
        List<Activity> written = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (String contact : contacts) {
                written.add(
                        Activities.some()
                                .about(contact)
                                .at(Activities.NOON.plusSeconds(round))
                                .build());
            }
        }
        writer.appendAll(written);
        assertThat(partitionsOfEach()).hasSize(2).allMatch(held -> !held.isEmpty());

        for (Instance asked : List.of(ada, bob)) {
            for (String contact : contacts) {
                // When
                Answer answer = asked.timeline(contact);

                // Then
                assertThat(ids(answer)).isEqualTo(newestFirst(written, contact));
                assertThat(answer.json().at("/meta/total").intValue()).isEqualTo(5);
                assertThat(answer.header("Ledger-Stale")).isEmpty();
            }
        }
    }

    @Test
    void whatIsHeldIsToldPartitionByPartition() throws Exception {
        // Given
        writer.appendAll(List.of(Activities.some().about("told").build()));
        ada.timeline("told");
        bob.timeline("told");

        for (Instance asked : List.of(ada, bob)) {
            // When
            String scrape = asked.get("/metrics").body();

            // Then
            assertThat(scrape)
                    .contains("ledger_timeline_applied_offset{partition=", "role=\"active\"")
                    .contains("ledger_timeline_lag{partition=", "topic=\"activities\"")
                    .contains("ledger_timeline_newest_applied_age_seconds{partition=")
                    .containsPattern("ledger_timeline_leases\\{[^}]*} 0.0\n")
                    .doesNotContainPattern("ledger_timeline_leases\\{[^}]*} [1-9]");
            assertThat(TimelineMetricsTest.NAMES.documented(Path.of("README.md")))
                    .containsAll(TimelineMetricsTest.NAMES.served(scrape));
        }
    }

    @Test
    void eitherInstanceTellsAServiceWhichRecordOfAnIdCameFirst() throws Exception {
        // Given
        Activity first = Activities.some().about("first").keyed("k").titled("first").build();
        Activity again = Activities.some().as(first.id()).about("first").titled("again").build();
        Activity never = Activities.some().about("first").build();
        writer.appendAll(List.of(first, again));

        for (Instance asked : List.of(ada, bob)) {
            // When
            var found = (PeerAnswer.Answered) asked.first(first, "");
            var absent = (PeerAnswer.Answered) asked.first(never, "");

            // Then
            assertThat(found.status()).isEqualTo(200);
            JsonNode told = JSON.readTree(found.body());
            assertThat(told.at("/partition").intValue())
                    .isEqualTo(first.id().partition(Instance.PARTITIONS));
            assertThat(told.at("/fingerprint").isNull()).isTrue();
            assertThat(told.at("/activity/title").textValue()).isEqualTo("first");
            assertThat(absent.status()).isEqualTo(404);
            long offset = told.at("/offset").longValue();
            assertThat(JSON.readTree(absent.body()).at("/applied").longValue())
                    .isGreaterThan(offset);
            var behindIt = (PeerAnswer.Answered) asked.first(first, "&offset=" + offset);
            assertThat(behindIt.body()).isEqualTo(found.body());
        }
    }

    @Test
    void anActivityOfAnotherDialectReadsInNodestashsThroughEitherInstance() throws Exception {
        // Given
        Activity activity =
                Activities.some().about("stash").of("ai_action").metadata("{\"n\":1.10}").build();
        writer.appendAll(List.of(activity));

        for (Instance asked : List.of(ada, bob)) {
            // When
            Answer answer = asked.get("/nodestash/v1/activities/" + activity.id().prefixed());

            // Then
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            String requestId = answer.header("X-Request-Id").orElseThrow();
            assertThat(answer.body())
                    .isEqualTo(new String(NodestashView.single(activity, requestId), UTF_8))
                    .contains("\"metadata\":{\"n\":1.10,\"original_type\":\"ai_action\"}");
        }
    }

    @Test
    void everyActivityIsFoundUnderEachSpellingOfItsIdThroughEitherInstance() throws Exception {
        // Given
        List<Activity> written =
                contacts("single", 8).stream()
                        .map(contact -> Activities.some().about(contact).build())
                        .collect(Collectors.toCollection(ArrayList::new));
        written.add(Activities.some().titled("about nobody").build());
        writer.appendAll(written);

        for (Instance asked : List.of(ada, bob)) {
            for (Activity activity : written) {
                for (String id :
                        List.of(
                                activity.id().prefixed(),
                                activity.id().bare(),
                                activity.id().compact())) {
                    // When
                    Answer answer = asked.get("/v1/activities/" + id);

                    // Then
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                    assertThat(answer.json().at("/data/activity/id").textValue())
                            .isEqualTo(activity.id().prefixed());
                }
            }
        }
    }

    @Test
    void whatWasAcknowledgedIsSeenByTheVeryNextRead() throws Exception {
        // Given
        List<String> misses = new ArrayList<>();

        // When
        for (int pair = 0; pair < 500; pair++) {
            String contact = "next-" + pair % 40;
            Activity activity = Activities.some().about(contact).build();
            Position position = writer.append(activity);
            Instance asked = pair % 2 == 0 ? ada : bob;
            Answer byId = asked.get("/v1/activities/" + activity.id().prefixed());
            Answer page = asked.timeline(contact);
            if (byId.status() != 200 || !ids(page).contains(activity.id().prefixed())) {
                misses.add(position + " " + byId + " " + page);
            }
            page.header("Ledger-Stale").ifPresent(_ -> misses.add("stale at " + position));
        }

        // Then
        assertThat(misses).isEmpty();
    }

    @Test
    void anUnknownContactIsNotFoundAndAKnownOneIsEmpty() throws Exception {
        // Given
        for (String contact : contacts("known", 8)) {
            writer.append(
                    new Reference("dev", Subject.Kind.CONTACT, contact, Activities.NOON, "{}"));
        }

        for (Instance asked : List.of(ada, bob)) {
            for (String contact : contacts("known", 8)) {
                // When
                Answer known = asked.timeline(contact);
                Answer unknown = asked.timeline("un" + contact);

                // Then
                assertThat(known.status()).as(known.toString()).isEqualTo(200);
                assertThat(known.body())
                        .isEqualTo(
                                "{\"data\":{\"activities\":[]},\"meta\":{\"page\":1,\"per_page\":100,\"total\":0,"
                                        + "\"next_cursor\":null,\"prev_cursor\":null}}");
                assertThat(unknown.status()).as(unknown.toString()).isEqualTo(404);
                assertThat(unknown.json().at("/error/code").textValue())
                        .isEqualTo("contact_not_found");
            }
        }
    }

    @Test
    void aTransactionAtTheEndOfReferencesHoldsNobodyUp() throws Exception {
        // Given
        String known = "in-a-transaction";
        var partition = RecordKey.ofSubject("dev", Subject.contact(known)).partition(PARTITIONS);
        String unknown =
                contacts("never", 100).stream()
                        .filter(it ->
                                RecordKey.ofSubject("dev", Subject.contact(it))
                                                .partition(PARTITIONS)
                                        == partition)
                        .findFirst()
                        .orElseThrow();
        writer.appendInATransaction(
                new Reference("dev", Subject.Kind.CONTACT, known, Activities.NOON, "{}"));

        for (Instance asked : List.of(ada, bob)) {
            // When
            Answer empty = asked.timeline(known);
            Answer absent = asked.timeline(unknown);

            // Then
            assertThat(empty.status()).as(empty.toString()).isEqualTo(200);
            assertThat(absent.status()).as(absent.toString()).isEqualTo(404);
            assertThat(absent.header("Ledger-Stale")).isEmpty();
        }
    }

    @Test
    void brokenMetadataFromAForeignProducerHurtNobodyElse() throws Exception {
        // Given
        String contact = "foreign";
        Activity broken = Activities.some().about(contact).metadata("{\"a\":").build();
        Activity sound = Activities.some().about(contact).metadata("{\"a\":1}").build();
        writer.appendAll(List.of(broken, sound));

        for (Instance asked : List.of(ada, bob)) {
            // When
            Answer page = asked.timeline(contact);
            Answer byId = asked.get("/nodestash/v1/activities/" + broken.id().prefixed());

            // Then
            assertThat(ids(page)).containsExactly(sound.id().prefixed());
            assertThat(byId.status()).as(byId.toString()).isEqualTo(404);
        }
    }

    @Test
    void anUnknownContactIsEmptyWhereReferencesAreNotChecked() {
        // Given
        List<Instance> both = List.of(ada, bob);
        both.forEach(each -> each.checkReferences(false));

        // When
        List<Answer> unchecked =
                contacts("unchecked", 4).stream()
                        .flatMap(contact -> both.stream().map(each -> each.timeline(contact)))
                        .toList();
        both.forEach(each -> each.checkReferences(true));
        Answer checked = ada.timeline("unchecked-0");

        // Then
        assertThat(unchecked)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                    assertThat(answer.json().at("/data/activities")).isEmpty();
                    assertThat(answer.json().at("/meta/total").intValue()).isZero();
                });
        assertThat(checked.status()).isEqualTo(404);
    }

    @Test
    void aTimelineWithRowsIsNeverNotFoundWhateverItsFilterLeaves() throws Exception {
        // Given
        String contact = "filtered";
        for (int at = 0; at < 3; at++) {
            writer.append(
                    Activities.some()
                            .about(contact)
                            .of(at == 0 ? "call" : "note")
                            .at(Activities.NOON.plusSeconds(at))
                            .build());
        }
        String path = "/v1/contacts/" + contact + "/activities";

        // When
        Answer noneOfTheType = ada.get(path + "?type=email");
        Answer beyondTheEnd = ada.get(path + "?page=2147483647&per_page=100");
        Answer oneType = bob.get(path + "?type=note&per_page=1&page=2");
        Answer range =
                bob.get(path + "?from_date=2026-04-17T12:00:01Z&to_date=2026-04-17T12:00:01Z");

        // Then
        assertThat(pageOf(noneOfTheType)).isEqualTo("0 of 0");
        assertThat(pageOf(beyondTheEnd)).isEqualTo("0 of 3");
        assertThat(pageOf(oneType)).isEqualTo("1 of 2");
        assertThat(pageOf(range)).isEqualTo("1 of 1");
    }

    @Test
    void theFeedIsWholeBothWaysThroughEitherInstance() throws Exception {
        // Given: what other tests recorded is older
        var later = Activities.NOON.plusSeconds(3_600);
        List<Activity> written = new ArrayList<>();
        for (String contact : contacts("fed", 12)) {
            written.add(Activities.some().about(contact).recordedAt(later).build());
            written.add(
                    Activities.some()
                            .about(contact)
                            .at(Activities.NOON.minusSeconds(9))
                            .recordedAt(later)
                            .build());
        }
        Answer before = ada.get("/v1/activities?per_page=1");
        writer.appendAll(written);

        for (Instance asked : List.of(ada, bob)) {
            // When
            List<String> since = new ArrayList<>();
            String after = before.json().at("/meta/after").textValue();
            boolean more = true;
            while (more) {
                Answer page = asked.get("/v1/activities?per_page=5&after=" + after);
                assertThat(page.status()).as(page.toString()).isEqualTo(200);
                since.addAll(ids(page));
                after = page.json().at("/meta/after").textValue();
                more = page.json().at("/meta/more").booleanValue();
            }
            Answer newest = asked.get("/v1/activities?per_page=100");

            // Then
            List<String> all = written.stream().map(each -> each.id().prefixed()).toList();
            assertThat(since).containsExactlyInAnyOrderElementsOf(all);
            assertThat(ids(newest).subList(0, all.size())).containsExactlyInAnyOrderElementsOf(all);
            assertThat(newest.header("Link").orElseThrow()).contains("rel=\"prev\"");
            Answer foreign = asked.get("/v1/activities?after=" + after + "x&per_page=0");
            assertThat(foreign.json().at("/error/details/fields").fieldNames())
                    .toIterable()
                    .containsExactly("per_page", "after");
        }
    }

    @Test
    void aListOfTheWholeWorkspaceIsWholeThroughEitherInstance() throws Exception {
        // Given
        Instant start = Activities.NOON.minus(Duration.ofHours(20));
        List<String> contacts = contacts("listed", 12);
        List<Activity> written = new ArrayList<>();
        for (int n = 0; n < 120; n++) {
            written.add(
                    Activities.some()
                            .of(n % 4 == 0 ? "task" : "ai_action")
                            .about(contacts.get(n % contacts.size()))
                            .recordedAt(start.plusSeconds(n))
                            .build());
        }
        writer.appendAll(written);
        List<String> newestFirst = written.reversed().stream().map(it -> it.id().bare()).toList();
        Set<String> tasks =
                written.stream()
                        .filter(it -> it.type().equals("task"))
                        .map(it -> it.id().compact())
                        .collect(Collectors.toSet());

        for (Instance asked : List.of(ada, bob)) {
            // When
            String bounds =
                    "{\"created_from\":\"%s\",\"created_to\":\"%s\",\"limit\":7"
                            .formatted(start, start.plusSeconds(119));
            List<String> queried = new ArrayList<>();
            String cursor = "";
            do {
                Answer page = asked.client().post("/api/v2/activity/_query", bounds + cursor + "}");
                assertThat(page.status()).as(page.toString()).isEqualTo(200);
                page.json().at("/data").forEach(it -> queried.add(it.path("id").textValue()));
                String next = page.json().at("/next_cursor").textValue();
                cursor = next == null ? "" : ",\"cursor\":\"" + next + "\"";
            } while (!cursor.isEmpty());
            List<String> listed = new ArrayList<>();
            String path = "/nodestash/v1/activities?type=task&sort=created_at&limit=9";
            String next = "";
            do {
                Answer page = asked.get(path + (next.isEmpty() ? "" : "&cursor=" + next));
                assertThat(page.status()).as(page.toString()).isEqualTo(200);
                page.json().at("/data").forEach(it -> listed.add(it.path("id").textValue()));
                next = page.json().at("/meta/pagination/next_cursor").asText("");
            } while (!next.isEmpty() && !next.equals("null"));

            // Then
            assertThat(queried).containsExactlyElementsOf(newestFirst);
            assertThat(listed).doesNotHaveDuplicates().containsAll(tasks);
            String foreign = asked.get(path.replace("task", "call") + "&cursor=x").body();
            assertThat(foreign).contains("VALIDATION_ERROR");
        }
    }

    @Test
    void anotherWorkspacesRowsAreNotThere() throws Exception {
        // Given
        Activity theirs = Activities.some().in("other").about("shared").build();
        writer.append(theirs);

        for (Instance asked : List.of(ada, bob)) {
            // When
            Answer byId = asked.get("/v1/activities/" + theirs.id().prefixed());
            Answer page = asked.timeline("shared");

            // Then
            assertThat(byId.status()).isEqualTo(404);
            assertThat(byId.json().at("/error/code").textValue()).isEqualTo("activity_not_found");
            assertThat(page.status()).isEqualTo(404);
        }
    }

    @Test
    void onlyTheFirstOffsetsOfKeyedActivitiesHaveAChangelog() throws Exception {
        // Given
        var ours = Topics.ALL.stream().map(Topics.Topic::name).collect(Collectors.toSet());
        ours.add(TimelineProjector.LINKS_ID + "-first-offsets-changelog");

        try (var admin = admin()) {
            // When
            Set<String> names = admin.listTopics().names().get();

            // Then
            assertThat(names).isEqualTo(ours);
        }
    }

    @Test
    void whenOneInstanceClosesTheOtherTakesOverAndNothingIsLostOrDoubled() throws Exception {
        // Given
        List<String> contacts = contacts("moved", 12);
        List<Activity> written = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            for (String contact : contacts) {
                written.add(Activities.some().about(contact).build());
            }
        }
        writer.appendAll(written);
        List<Answer> wrong = new ArrayList<>();

        // When
        bob.close();
        Activity late = Activities.some().about(contacts.getFirst()).build();
        writer.append(late);
        written.add(late);

        // Then
        for (String contact : contacts) {
            List<String> whole = newestFirst(written, contact);
            await().atMost(SOONER_THAN_A_SESSION)
                    .until(() -> {
                        Answer answer = ada.timeline(contact);
                        boolean isStale = answer.header("Ledger-Stale").isPresent();
                        boolean said = answer.status() == 200 && !isStale;
                        if (said
                                ? !ids(answer).equals(whole)
                                : !isStale && answer.status() != 503) {
                            wrong.add(answer);
                        }
                        return said;
                    });
        }
        assertThat(wrong).isEmpty();
        bob = instance("bob");
        awaitReady(bob);
        for (String contact : contacts) {
            assertThat(ids(bob.timeline(contact))).isEqualTo(newestFirst(written, contact));
        }
    }

    private static Instance instance(String name) {
        return new Instance(name, broker.bootstrapServers(), registry.uri(), temp.resolve(name))
                .start();
    }

    private static void awaitReady(Instance instance) {
        await(instance.name())
                .atMost(SOON)
                .conditionEvaluationListener(condition -> {
                    if (!condition.isSatisfied() && condition.getRemainingTimeInMS() < 200) {
                        System.err.println(instance.readiness());
                    }
                })
                .until(instance::ready);
    }

    private static List<String> contacts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(at -> prefix + "-" + at).toList();
    }

    private static List<String> newestFirst(List<Activity> written, String contact) {
        return written.stream()
                .filter(activity -> contact.equals(activity.contactId()))
                .sorted(
                        java.util.Comparator.comparing(Activity::occurredAt)
                                .thenComparing(Activity::id)
                                .reversed())
                .map(activity -> activity.id().prefixed())
                .toList();
    }

    private static List<String> ids(Answer page) {
        assertThat(page.status()).as(page.toString()).isIn(200, 503);
        return StreamSupport.stream(page.json().at("/data/activities").spliterator(), false)
                .map(activity -> activity.path("id").textValue())
                .toList();
    }

    private static String pageOf(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        JsonNode page = answer.json();
        return page.at("/data/activities").size() + " of " + page.at("/meta/total").longValue();
    }

    /// Which partitions each instance of the group holds.
    private static List<Set<Integer>> partitionsOfEach() throws Exception {
        try (var admin = admin()) {
            ConsumerGroupDescription group =
                    admin.describeConsumerGroups(List.of(TimelineProjector.APPLICATION_ID))
                            .all()
                            .get()
                            .get(TimelineProjector.APPLICATION_ID);
            Map<String, Set<Integer>> held =
                    group.members().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            member ->
                                                    Arrays.asList(
                                                                    member.groupInstanceId()
                                                                            .orElseThrow()
                                                                            .split("-", -1))
                                                            .getFirst(),
                                            Collectors.flatMapping(
                                                    member ->
                                                            member
                                                                    .assignment()
                                                                    .topicPartitions()
                                                                    .stream()
                                                                    .map(it -> it.partition()),
                                                    Collectors.toSet())));
            return List.copyOf(held.values());
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
