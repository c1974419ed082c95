package io.activityledger.timeline.links;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.LinkOrigin;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTopologyTest {

    @TempDir Path directory;
    private final EventCodec codec = new EventCodec(new FakeSchemaRegistry());
    private final EventCodec.AvroWriter<Activity> writer = codec.writer();
    private TopologyTestDriver driver;
    private TestOutputTopic<byte[], byte[]> links;

    @BeforeEach
    void start() {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "links-test");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver =
                new TopologyTestDriver(
                        new LinksTopology(new RecordJudge(codec, 1)).build(), settings);
        links =
                driver.createOutputTopic(
                        Topics.TIMELINE_LINKS.name(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void eachFurtherSubjectGetsTheActivitysOwnBytesWithTheirOrigin() {
        // Given
        Activity call =
                Activities.some()
                        .about("ada")
                        .about("bob")
                        .about(Subject.deal("big"))
                        .about(Subject.company("acme"))
                        .about(Subject.entity("ticket", "7"))
                        .build();
        pipe(Activities.some().about("ada").build());

        // When
        pipe(call);

        // Then
        List<TestRecord<byte[], byte[]>> copies = links.readRecordsToList();
        assertThat(copies.stream().map(each -> new String(each.key(), UTF_8)))
                .containsExactly(
                        "dev/contact/bob",
                        "dev/deal/big",
                        "dev/company/acme",
                        "dev/entity/ticket/7");
        assertThat(copies)
                .allSatisfy(each -> {
                    assertThat(each.value()).isEqualTo(writer.encode(call));
                    byte[] origin = each.headers().lastHeader(LinkOrigin.HEADER).value();
                    assertThat(LinkOrigin.parse(origin)).contains(new LinkOrigin(0, 1));
                });
    }

    @Test
    void ofAKeyedIdOnlyTheFirstRecordIsLinked() {
        // Given
        Activity first = deal("big").keyed("k").build();
        pipe(first);

        // When
        pipe(deal("other").keyed("k").as(first.id()).build());
        pipe(deal("big").build());
        pipe(first);

        // Then
        assertThat(keys()).containsExactly("dev/deal/big", "dev/deal/big");
    }

    @Test
    void anIdOfWhichOnlyALaterRecordNamesAFurtherSubjectIsNotLinked() {
        // Given
        Activity first = Activities.some().about("ada").keyed("k").build();
        pipe(first);

        // When
        pipe(deal("big").keyed("k").as(first.id()).build());

        // Then
        assertThat(keys()).isEmpty();
    }

    @Test
    void onlyKeyedIdsAreRemembered() {
        // When
        pipe(deal("big").build());
        pipe(deal("big").keyed("k").build());

        // Then
        try (var remembered = driver.getKeyValueStore(FirstOffsetStore.NAME).all()) {
            assertThat(remembered).toIterable().hasSize(1);
        }
    }

    @Test
    void poisonIsPassedOver() {
        // When
        activities("strange".getBytes(UTF_8), new byte[] {1, 2});
        pipe(deal("big").build());

        // Then
        assertThat(keys()).containsExactly("dev/deal/big");
    }

    private static Activities deal(String id) {
        return Activities.some().about("ada").about(Subject.deal(id));
    }

    private List<String> keys() {
        return links.readRecordsToList().stream()
                .map(each -> new String(each.key(), UTF_8))
                .toList();
    }

    private void pipe(Activity activity) {
        activities(activity.recordKey().bytes(), writer.encode(activity));
    }

    private void activities(byte[] key, byte[] value) {
        driver.createInputTopic(
                        Topics.ACTIVITIES.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())
                .pipeInput(key, value);
    }
}
