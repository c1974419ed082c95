package io.activityledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.testkit.HttpProbe.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is recorded stands on the log as it was accepted, whatever door it came through.
class IngestApiIT {

    private static final String PATH = "/v1/activities";

    @RegisterExtension static final IngestHouse HOUSE = new IngestHouse("first");

    @Test
    void whatIsAcknowledgedStandsOnTheLogExactlyAsAccepted() {
        // Given
        put("/v1/contacts/ada", "{}");
        put("/v1/deals/big", "{\"name\":\"Big\"}");

        // When
        Answer answer =
                post(
                        """
                        {"type":"call","title":"Hi 🙂","contact_id":"ada","deal_id":"big",
                         "metadata":{"n":1.10,"big":1152921504606846976},"tags":["x"]}\
                        """);

        // Then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        Position position = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
        ConsumerRecord<byte[], byte[]> record = HOUSE.recordAt(position);
        assertThat(new String(record.key(), UTF_8)).isEqualTo("dev/contact/ada");
        Activity activity = HOUSE.sound(record);
        assertThat(activity.id().prefixed())
                .isEqualTo(answer.json().at("/data/activity/id").asText());
        assertThat(activity.title()).isEqualTo("Hi 🙂");
        assertThat(activity.metadataJson()).isEqualTo("{\"n\":1.10,\"big\":1152921504606846976}");
        assertThat(activity.dealId()).isEqualTo("big");
        assertThat(activity.tags()).containsExactly("x");
        assertThat(activity.recordedAt()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void activitiesAboutNobodySpreadAndAreSoundWhereTheyStand() {
        // When
        List<Position> positions =
                IntStream.range(0, 40)
                        .mapToObj(_ -> post("{\"type\":\"note\"}"))
                        .map(answer -> answer.header(Position.HEADER).orElseThrow())
                        .map(text -> Position.parse(text).orElseThrow())
                        .toList();

        // Then
        assertThat(positions).extracting(Position::partition).contains(0, 1, 2, 3);
        assertThat(positions).allSatisfy(position -> HOUSE.sound(HOUSE.recordAt(position)));
    }

    @Test
    void ofAThousandInOneBatchTheGoodOnesStandOnTheLogInTheirOrder() {
        // Given
        put("/v1/contacts/batched", "{}");
        String batch =
                IntStream.range(0, 1_000)
                        .mapToObj(each ->
                                "{\"type\":\"n%d\",\"contact_id\":\"%s\"}"
                                        .formatted(each, each % 100 == 7 ? "nobody" : "batched"))
                        .collect(Collectors.joining(",", "[", "]"));

        // When
        Answer answer = ingest().client().post("/v1/activities/batch", batch);

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().path("meta").toString())
                .isEqualTo("{\"created\":990,\"replayed\":0,\"rejected\":10}");
        List<Position> positions =
                answer.json().at("/data/results").findValuesAsText("position").stream()
                        .map(text -> Position.parse(text).orElseThrow())
                        .toList();
        assertThat(positions)
                .extracting(Position::partition)
                .containsOnly(positions.getFirst().partition());
        assertThat(positions).extracting(Position::offset).isSorted().doesNotHaveDuplicates();
        assertThat(answer.header(Position.HEADER).flatMap(Positions::parse))
                .contains(Positions.of(positions));
        assertThat(HOUSE.sound(HOUSE.recordAt(positions.getFirst())).type()).isEqualTo("n0");
        assertThat(HOUSE.sound(HOUSE.recordAt(positions.getLast())).type()).isEqualTo("n999");
    }

    @Test
    void reevosClientNamesAContactByItsEmailWhereverItStands() {
        for (int each = 0; each < 8; each++) {
            // Given
            String before = byEmail("jane" + each + "@example.com");
            int unknown = ingest().client().post("/api/v2/activity", before).status();
            put("/v1/contacts/jane-" + each, "{\"email\":\"Jane" + each + "@Example.com\"}");

            // When
            Answer answer = ingest().client().post("/reevo/api/v2/activity", before);

            // Then
            assertThat(unknown).isEqualTo(422);
            assertThat(answer.status()).isEqualTo(201);
            var position = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
            assertThat(HOUSE.sound(HOUSE.recordAt(position)).contactId()).isEqualTo("jane-" + each);
        }
    }

    @Test
    void nodestashsClientWritesTheSameEvents() {
        // Given
        put("/v1/contacts/ct_1", "{}");

        // When
        Answer answer =
                ingest().client()
                        .post(
                                "/nodestash/v1/activities",
                                "{\"type\":\"task\",\"contact_id\":\"ct_1\",\"is_done\":true}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        var position = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
        Activity activity = HOUSE.sound(HOUSE.recordAt(position));
        assertThat(activity.source()).isEqualTo("nodestash");
        assertThat(activity.isDone()).isTrue();
        assertThat(answer.json().at("/data/id").asText()).isEqualTo(activity.id().compact());
    }

    @Test
    void theTraceOfARequestStandsInTheRecordsHeaders() {
        // Given
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        // When
        ConsumerRecord<byte[], byte[]> traced = posted(parent);
        ConsumerRecord<byte[], byte[]> untraced = posted(parent.replace('a', 'A'));

        // Then
        assertThat(new String(traced.headers().lastHeader("traceparent").value(), UTF_8))
                .isEqualTo(parent);
        assertThat(new String(traced.headers().lastHeader("tracestate").value(), UTF_8))
                .isEqualTo("a=1");
        assertThat(untraced.headers()).isEmpty();
    }

    @Test
    void withoutKafkaTheAnswerIs503InTimeAndAfterItsReturnAllIsWell() {
        // Given
        put("/v1/contacts/steady", "{}");
        assertThat(post(about("steady")).status()).isEqualTo(201);
        HOUSE.stopBroker();

        // When
        List<Answer> answers = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        for (String body : List.of(about("steady"), "{\"type\":\"note\"}", about("nobody"))) {
            long began = System.nanoTime();
            answers.add(post(body));
            waits.add(Duration.ofNanos(System.nanoTime() - began));
        }
        answers.add(put("/v1/contacts/other", "{}"));
        answers.add(
                ingest().client()
                        .post("/v1/activities/batch", "[{\"type\":\"note\"},{\"type\":\"note\"}]"));
        HOUSE.startBroker();

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(503);
        assertThat(answers).allSatisfy(it -> assertThat(it.header("Retry-After")).contains("1"));
        assertThat(waits).allSatisfy(it -> assertThat(it).isLessThan(Duration.ofSeconds(2)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> post(about("steady")).status() == 201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> post(about("nobody")).status() == 404);
    }

    private static RunningIngest ingest() {
        return HOUSE.instance("first");
    }

    private static Answer post(String body) {
        return ingest().client().post(PATH, body);
    }

    private static Answer put(String path, String body) {
        return ingest().client().put(path, body);
    }

    private static ConsumerRecord<byte[], byte[]> posted(String traceparent) {
        var request =
                ingest().client()
                        .request("/v1/activities")
                        .header("traceparent", traceparent)
                        .header("tracestate", "a=1")
                        .POST(BodyPublishers.ofString("{\"type\":\"note\"}"));
        return HOUSE.recordOf(ingest().client().answer(request));
    }

    private static String byEmail(String email) {
        return "{\"attributes\":{\"contact_ids\":[{\"related_record_match\":{\"email\":\""
                + email
                + "\"}}]}}";
    }

    private static String about(String contact) {
        return "{\"type\":\"call\",\"contact_id\":\"" + contact + "\"}";
    }
}
