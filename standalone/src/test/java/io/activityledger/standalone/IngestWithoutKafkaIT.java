package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.LedgerProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IngestWithoutKafkaIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final int CLIENTS = 100;
    private static final int MAX_IN_FLIGHT = 64;
    private static final int ROUNDS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(2_500);
    private static final long HEAP_NOISE = 12L << 20;
    private static final int THREAD_NOISE = 4;
    private static final String SECRET = "c2VjcmV0LXRoYXQtaXMtcGxhbnRlZC1mb3ItYS10ZXM=";
    private static final String KEY = "wbk_cluster";
    private static final String PLANTED = "planted-where-nobody-may-see";

    private static Service ingest;

    enum Absence {
        STANDS_STILL(LedgerProcess::pause, LedgerProcess::resume),
        IS_DEAD(LedgerProcess::kill, broker -> broker.restart().awaitReady());

        @SuppressWarnings("ImmutableEnumChecker") // functions without state
        private final Consumer<LedgerProcess> begin;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<LedgerProcess> end;

        Absence(Consumer<LedgerProcess> begin, Consumer<LedgerProcess> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @BeforeAll
    static void start() {
        var loud = Path.of("src", "test", "resources", "logback-loud.xml").toAbsolutePath();
        ingest =
                new Services(CLUSTER)
                        .ingest(
                                "ingest",
                                Map.of(
                                        "LEDGER_INGEST_MAX_IN_FLIGHT",
                                        Integer.toString(MAX_IN_FLIGHT),
                                        "LEDGER_SECRET",
                                        SECRET,
                                        "JAVA_TOOL_OPTIONS",
                                        "-Dlogback.configurationFile=" + loud))
                        .awaitReady();
    }

    @ParameterizedTest
    @EnumSource
    void whileKafkaIsAwayAnswersAre503InTimeAndNothingGrowsOrIsLost(Absence absence) {
        // Given
        var posting = Posting.about("contact", 4, ingest.probe());
        posting.awaitMore(200);
        storm();
        Vitals before = vitals();

        // When
        absence.begin.accept(CLUSTER.broker());
        List<Timed> answers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            answers.addAll(storm());
        }
        awaitReadiness(503);
        Answer readiness = ingest.probe().get("/health/ready");
        Answer liveness = ingest.probe().get("/health/live");
        Vitals away = vitals();
        absence.end.accept(CLUSTER.broker());
        awaitReadiness(200);
        try (posting) {
            posting.awaitMore(50);
        }

        // Then
        List<Duration> waits = answers.stream().map(Timed::took).sorted().toList();
        System.out.printf(
                "Kafka %s: %d posts, longest wait %d ms; %s, then %s%n",
                absence, answers.size(), waits.getLast().toMillis(), before, away);
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(LONGEST_WAIT));
        assertThat(answers.subList(CLIENTS, answers.size()))
                .allSatisfy(it -> {
                    assertThat(it.answer.status()).as(it.answer.toString()).isEqualTo(503);
                    assertThat(it.answer.header("Retry-After")).contains("1");
                });
        assertThat(readiness.body()).contains("Kafka has not answered for");
        assertThat(liveness.status()).isEqualTo(200);
        assertThat(away.heap()).isLessThan(before.heap() + HEAP_NOISE);
        assertThat(away.threads()).isLessThanOrEqualTo(before.threads() + THREAD_NOISE);
        assertThat(Recorded.all(CLUSTER).stream().map(Recorded::activity))
                .extracting(Activity::id)
                .extracting(id -> id.prefixed())
                .doesNotHaveDuplicates()
                .containsAll(posting.titles().keySet());
    }

    @Test
    void noLineOfTheLogHoldsASecretOrABody() {
        // Given
        String body = "{\"type\":\"note\",\"title\":\"%s\"}".formatted(PLANTED);
        String contact = "{\"full_name\":\"%s\"}".formatted(PLANTED);

        // When
        send("/v1/activities", body, KEY);
        send("/v1/activities", body + PLANTED, KEY);
        send("/v1/activities", body, KEY + PLANTED);
        send("/v1/activities", "{\"type\":\"note\",\"contact_id\":\"%s\"}".formatted(PLANTED), KEY);
        send("/v1/contacts", contact, KEY);
        send("/v1/contacts/bulk", "{\"contacts\":[" + contact + "]}", KEY);
        ingest.probe().put("/v1/contacts/jane", contact);
        CLUSTER.broker().pause();
        int unknown = send("/v1/activities", body, KEY);
        CLUSTER.broker().resume();
        awaitReadiness(200);

        // Then
        assertThat(unknown).isEqualTo(503);
        assertThat(ingest.process().output())
                .contains(" DEBUG ")
                .doesNotContain(PLANTED)
                .doesNotContain(KEY)
                .doesNotContain(SECRET);
    }

    private static int send(String path, String body, String key) {
        var request =
                ingest.probe()
                        .request(path)
                        .setHeader("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(body));
        return ingest.probe().answer(request).status();
    }

    /// Many at once: more than may be under way.
    private static List<Timed> storm() {
        Callable<Timed> posting =
                () -> {
                    long began = System.nanoTime();
                    Answer answer = ingest.probe().post("/v1/activities", "{\"type\":\"note\"}");
                    return new Timed(answer, Duration.ofNanos(System.nanoTime() - began));
                };
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            return clients
                    .invokeAll(IntStream.range(0, CLIENTS).mapToObj(_ -> posting).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void awaitReadiness(int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> ingest.probe().get("/health/ready").status() == status);
    }

    private static Vitals vitals() {
        return Vitals.of(ingest.probe(), ingest.process().pid());
    }

    private record Timed(Answer answer, Duration took) {}
}
