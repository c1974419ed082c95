package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Topics;
import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.LedgerCluster;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// One house: clean, then with a record nobody can read, mended, and at last with a row taken out
/// of its database.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyCommandIT {

    private static final int BATCHES = 6;
    private static final int CONTACTS = 7;

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static Service projector;

    @Test
    @Order(1)
    void aHouseThatWasOnlyWrittenToAgreesWithItsLog() throws Exception {
        // Given
        var services = new Services(CLUSTER);
        projector = services.projector("projector");
        var ingest = services.ingest("ingest").awaitReady();
        projector.awaitReady();
        for (int contact = 0; contact < CONTACTS; contact++) {
            ingest.know("c-" + contact);
        }
        for (int batch = 0; batch < BATCHES; batch++) {
            var answer = ingest.probe().post("/v1/activities/batch", batch(batch));
            assertThat(answer.status()).as(answer::toString).isEqualTo(201);
        }

        // When
        var run = verify();

        // Then
        assertThat(run.output())
                .contains("600 records, of which 0 repeat an id", "All agrees.")
                .containsPattern("804 rows in \\d+ timelines compared");
        assertThat(run.exit()).isZero();
        ingest.process().kill();
    }

    private static String batch(int batch) {
        return IntStream.range(0, 100)
                .mapToObj(number ->
                        """
                        {"type":"call","contact_id":"c-%d","occurred_at":"2026-01-%02dT00:00:%02dZ"%s}
                        """
                                .formatted(
                                        number % 3 == 0 ? 0 : number % CONTACTS,
                                        1 + batch,
                                        number % 9,
                                        number % 3 == 0 ? ",\"contact_ids\":[\"c-1\"]" : ""))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    @Order(2)
    void aRecordNobodyCanReadIsToldSetAsideAndSentAgainWhenItCanBeRead() throws Exception {
        // Given
        Activity activity = Activities.some().about("c-0").build();
        var schemas = new HttpSchemaRegistryClient(CLUSTER.registry());
        byte[] value = new EventCodec(schemas).writer().encode(activity);
        int known = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        var schema =
                (ObjectNode) new ObjectMapper().readTree(schemas.schemaById(known).orElseThrow());
        int latest = schemas.register("told-apart", schema.put("doc", "one").toString());
        int coming = latest + 1;
        append(activity, ByteBuffer.wrap(value.clone()).putInt(1, coming).array());
        append(activity, "garbage".getBytes(UTF_8));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> listed("list").size() == 2);

        // When
        var unread = verify();
        var refused = deadLetters("resubmit", "--all");
        assertThat(schemas.register("mended", schema.put("doc", "two").toString()))
                .isEqualTo(coming);
        var sent = deadLetters("resubmit", "--all");
        var mended = verify("--accept-unreadable");

        // Then
        assertThat(unread.output())
                .contains("2 records that cannot be read", "knows no schema " + coming);
        assertThat(unread.exit()).isEqualTo(1);
        assertThat(refused.output()).contains("it still cannot be read", "0 sent again, 2 refused");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(sent.output()).contains("1 sent again, 1 refused");
        assertThat(listed("list")).hasSize(1);
        assertThat(listed("list", "--all"))
                .hasSize(2)
                .anyMatch(line -> line.contains("sent again, activities-"));
        assertThat(mended.output())
                .contains(
                        "1 records that cannot be read", "All agrees.", "of which 1 repeat an id");
        assertThat(mended.exit()).isZero();
        var page = Timeline.firstPage(projector.probe(), "contacts/c-0");
        assertThat(page.body()).contains(activity.id().prefixed());
        schemas.close();
    }

    @Test
    @Order(3)
    void aRowThatIsTakenOutOfTheDatabaseComesBackFromTheLog() throws Exception {
        // Given
        String id = anId();
        projector.process().stop();
        assertThat(onRowsOf(id, (db, key) -> db.delete(key))).isEqualTo(1);
        projector.process().restart().awaitReady();

        // When
        var run = verify("--accept-unreadable");

        // Then
        assertThat(run.output()).contains("All agrees.");
        assertThat(run.exit()).isZero();
        assertThat(projector.process().output()).contains("a store is condemned");
    }

    @Test
    @Order(4)
    void aRowThatIsTamperedWithInTheDatabaseIsFoundAndARebuildMendsIt() throws Exception {
        // Given
        String id = anId();
        projector.process().stop();
        assertThat(onRowsOf(id, (db, key) -> db.put(key, withAnotherId(db.get(key), id))))
                .isEqualTo(1);
        projector.process().restart().awaitReady();

        // When
        var run = verify("--accept-unreadable");
        var rebuild = CommandRun.against(CLUSTER, "rebuild", "--url=" + address());
        var healed = verify("--accept-unreadable");

        // Then
        assertThat(run.output())
                .contains("DIFFERENT contact c-3 of workspace dev: page 1", id, "NOT all agrees.");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(rebuild.output())
                .contains("Building version 2 beside version 1", "Version 2 serves, after");
        assertThat(rebuild.exit()).isZero();
        assertThat(healed.output()).contains("All agrees.");
        projector.process().kill();
    }

    private static String anId() {
        return Timeline.firstPage(projector.probe(), "contacts/c-3")
                .json()
                .at("/data/activities/3/id")
                .asText();
    }

    private interface Change {

        void of(RocksDB db, byte[] key) throws RocksDBException;
    }

    /// How many rows showed that activity, each of which was changed.
    private static int onRowsOf(String id, Change change) throws Exception {
        int changed = 0;
        try (var files = Files.walk(CLUSTER.directory("projector"))) {
            List<Path> databases =
                    files.filter(file -> file.toString().contains("activity-timelines"))
                            .filter(file -> file.endsWith("CURRENT"))
                            .toList();
            for (Path current : databases) {
                try (var options = new Options();
                        var db = RocksDB.open(options, current.getParent().toString())) {
                    for (byte[] key : keysOfRows(db, id)) {
                        change.of(db, key);
                        changed++;
                    }
                }
            }
        }
        return changed;
    }

    private static byte[] withAnotherId(byte[] row, String id) {
        int at = new String(row, ISO_8859_1).indexOf("\"id\":\"" + id + "\"");
        int inTheMiddle = at + "\"id\":\"".length() + id.length() - 10;
        byte[] changed = row.clone();
        changed[inTheMiddle] = (byte) (row[inTheMiddle] == 'a' ? 'b' : 'a');
        return changed;
    }

    private static List<byte[]> keysOfRows(RocksDB db, String id) {
        List<byte[]> keys = new ArrayList<>();
        try (var rows = db.newIterator()) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                if (new String(rows.value(), UTF_8).contains("\"id\":\"" + id + "\"")) {
                    keys.add(rows.key());
                }
            }
        }
        return keys;
    }

    private static void append(Activity activity, byte[] value) throws Exception {
        var clients = new KafkaClientProperties(CLUSTER.bootstrapServers(), Passthrough.none());
        var patient = clients.producer("stranger");
        patient.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        try (var producer = new KafkaProducer<byte[], byte[]>(patient)) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.ACTIVITIES.name(),
                                    activity.id().partition(Services.PARTITIONS),
                                    activity.recordKey().bytes(),
                                    value))
                    .get();
        }
    }

    private static CommandRun verify(String... more) throws Exception {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("verify", "--url=" + address(), "--key=dev=wbk_cluster"));
        arguments.addAll(List.of(more));
        return CommandRun.against(CLUSTER, arguments.toArray(String[]::new));
    }

    private static URI address() {
        return projector.probe().request("").build().uri();
    }

    private static List<String> listed(String... arguments) throws Exception {
        return deadLetters(arguments)
                .output()
                .lines()
                .filter(line -> line.startsWith("activities-"))
                .toList();
    }

    private static CommandRun deadLetters(String... arguments) throws Exception {
        var all = new ArrayList<String>();
        all.add("dead-letters");
        all.addAll(List.of(arguments));
        return CommandRun.against(CLUSTER, all.toArray(String[]::new));
    }
}
