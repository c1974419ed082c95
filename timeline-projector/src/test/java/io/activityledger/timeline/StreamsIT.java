package io.activityledger.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.RegistryOverHttp;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams over two instances that each hold some of the partitions.
class StreamsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 1_200;

    @TempDir private static Path temp;
    private static final FakeSchemaRegistry SCHEMAS = new FakeSchemaRegistry();
    private static EmbeddedBroker broker;
    private static RegistryOverHttp registry;
    private static Instance ada;
    private static Instance bob;
    private static Writer writer;

    @BeforeAll
    static void open() {
        var settings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        broker = new EmbeddedBroker(settings).start();
        registry = new RegistryOverHttp(SCHEMAS);
        ada = instance("ada");
        bob = instance("bob");
        await().atMost(SOON).until(() -> ada.ready() && bob.ready());
        writer = new Writer(broker.bootstrapServers(), SCHEMAS, Instance.PARTITIONS);
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
    void everyStreamHearsWhatComesOnceThroughEitherInstance() throws Exception {
        // Given
        List<StreamClient> streams = new ArrayList<>();
        for (Instance asked : List.of(ada, bob)) {
            streams.add(StreamClient.open(asked, "/v1/activities/stream"));
            for (int each = 0; each < 8; each++) {
                streams.add(
                        StreamClient.open(
                                asked, "/v1/contacts/live-" + each + "/activities/stream"));
            }
        }
        List<Activity> written = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (int each = 0; each < 8; each++) {
                written.add(Activities.some().about("live-" + each).build());
            }
        }

        // When
        writer.appendAll(written);

        // Then
        for (StreamClient stream : streams) {
            String path = stream.target.getPath();
            List<String> theirs =
                    written.stream()
                            .filter(each ->
                                    path.startsWith("/v1/activities")
                                            || path.contains("/" + each.contactId() + "/"))
                            .map(each -> each.id().prefixed())
                            .toList();
            await(path).atMost(SOON).until(() -> stream.heard.size() >= theirs.size());
            assertThat(stream.heard).containsExactlyInAnyOrderElementsOf(theirs);
            stream.close();
        }
    }

    @Test
    void whoComesBackHearsWhatItMissedAndNothingTwice() throws Exception {
        // Given
        for (String path :
                List.of("/v1/activities/stream", "/v1/contacts/back/activities/stream")) {
            StreamClient before = StreamClient.open(ada, path);
            writer.append(Activities.some().about("back").build());
            await().atMost(SOON).until(() -> before.heard.size() == 1);
            before.close();
            Activity away = Activities.some().about("back").build();
            writer.append(away);

            // When
            StreamClient again = StreamClient.openBehind(bob, path, before.lastId.get());

            // Then
            await().atMost(SOON).until(() -> !again.heard.isEmpty());
            Activity next = Activities.some().about("back").build();
            writer.append(next);
            await().atMost(SOON).until(() -> again.heard.size() >= 2);
            assertThat(again.heard).containsExactly(away.id().prefixed(), next.id().prefixed());
            again.close();
        }
    }

    @Test
    void moreThanAThousandStreamsHearAtOnceOnAHandfulOfThreads() throws Exception {
        // Given
        int threads = Thread.getAllStackTraces().size();
        List<StreamClient> streams = new ArrayList<>();
        for (int each = 0; each < MANY; each++) {
            streams.add(StreamClient.open(ada, "/v1/contacts/crowd/activities/stream"));
        }
        Activity news = Activities.some().about("crowd").build();

        // When
        writer.append(news);

        // Then
        await().atMost(SOON).until(() -> streams.stream().allMatch(it -> it.heard.size() == 1));
        assertThat(Thread.getAllStackTraces().size() - threads).isLessThan(100);
        streams.forEach(StreamClient::close);
    }

    @Test
    void aFurtherSubjectHearsWhatNamesIt() throws Exception {
        // Given
        var deal = Subject.deal("heard");
        String path = "/v1/deals/heard/activities/stream";
        StreamClient atAda = StreamClient.open(ada, path);
        StreamClient atBob = StreamClient.open(bob, path);
        List<String> ids = new ArrayList<>();

        // When
        for (int each = 0; each < 12; each++) {
            Activity activity = Activities.some().about("of-" + each).about(deal).build();
            ids.add(activity.id().prefixed());
            writer.append(activity);
        }

        // Then
        for (StreamClient stream : List.of(atAda, atBob)) {
            await().atMost(SOON).until(() -> stream.heard().size() >= ids.size());
            assertThat(stream.heard()).containsExactlyInAnyOrderElementsOf(ids);
        }
        atAda.close();
        Activity away = Activities.some().about("of-0").about(deal).build();
        writer.append(away);
        StreamClient again = StreamClient.openBehind(bob, path, atAda.lastId.get());
        await().atMost(SOON).until(() -> !again.heard().isEmpty());
        assertThat(again.heard()).containsExactly(away.id().prefixed());
        again.close();
        atBob.close();
    }

    @Test
    void aContactNobodyKnowsHasNoStream() {
        // Given
        ada.checkReferences(true);
        bob.checkReferences(true);
        try {
            for (Instance asked : List.of(ada, bob)) {
                // When
                var answer = asked.get("/v1/contacts/stranger/activities/stream");

                // Then
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.body()).contains("contact_not_found");
            }
        } finally {
            ada.checkReferences(false);
            bob.checkReferences(false);
        }
    }

    @Test
    void aPageOpensAStreamWithATicketInsteadOfAKey() throws Exception {
        // Given
        var given = ada.client().post("/v1/stream-tickets", "");
        String ticket = given.json().at("/data/ticket").asText();
        var news = Activities.some().about("paged").build();

        // When
        StreamClient stream =
                StreamClient.openWithoutKey(bob, "/v1/activities/stream?ticket=" + ticket);
        writer.append(news);

        // Then
        assertThat(given.status()).isEqualTo(201);
        await().atMost(SOON).until(() -> stream.heard().contains(news.id().prefixed()));
        stream.close();
    }

    @Test
    void whoDoesNotKeepUpIsCutOffAndHoldsNobodyUp() throws Exception {
        // Given
        double before = cutOff();
        try (var slow = new Socket(InetAddress.getLoopbackAddress(), ada.address().getPort())) {
            String request =
                    "GET /v1/activities/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(DevelopmentKey.KEY);
            slow.getOutputStream().write(request.getBytes(UTF_8));
            slow.getOutputStream().flush();
            assertThat(slow.getInputStream().read()).isEqualTo('H');
            StreamClient quick = StreamClient.open(ada, "/v1/activities/stream");
            String much = "{\"much\":\"" + "x".repeat(8_000) + "\"}";

            // When
            for (int round = 0; round < 40; round++) {
                List<Activity> some = new ArrayList<>();
                for (int each = 0; each < 50; each++) {
                    some.add(Activities.some().about("flood-" + each).metadata(much).build());
                }
                writer.appendAll(some);
            }

            // Then
            await().atMost(SOON).until(() -> quick.heard().size() >= 2_000);
            await().atMost(SOON).until(() -> cutOff() > before);
            quick.close();
        }
    }

    @Test
    void whoComesBackWheneverAPartitionMovesMissesNothingAndHearsNothingTwice() throws Exception {
        // Given
        StreamClient workspace = StreamClient.follow(ada, "/v1/activities/stream");
        StreamClient contact = StreamClient.follow(bob, "/v1/contacts/moved/activities/stream");
        List<String> ids = new ArrayList<>();

        // When
        try (Instance cyd = instance("cyd")) {
            await().atMost(SOON)
                    .until(() -> {
                        ids.add(appended("moved"));
                        return cyd.ready();
                    });
        }
        await().atMost(SOON)
                .until(() -> {
                    ids.add(appended("moved"));
                    return ada.ready() && bob.ready();
                });

        // Then
        for (StreamClient stream : List.of(workspace, contact)) {
            await().atMost(SOON).until(() -> stream.heard().containsAll(ids));
            assertThat(stream.heard()).doesNotHaveDuplicates();
            stream.close();
        }
    }

    private static String appended(String contact) throws Exception {
        Activity activity = Activities.some().about(contact).build();
        writer.append(activity);
        return activity.id().prefixed();
    }

    private static double cutOff() {
        return ada.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("ledger_timeline_streams_cut_off_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static Instance instance(String name) {
        var instance =
                new Instance(
                                name,
                                broker.bootstrapServers(),
                                registry.uri(),
                                temp.resolve(name),
                                Map.of("LEDGER_TIMELINE_STREAMS_PATIENCE", "3s"))
                        .start();
        instance.checkReferences(false);
        return instance;
    }
}
