package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.standalone.hostile.HostileRequests;
import io.activityledger.testkit.HttpProbe;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole house under requests that no honest client sends. `-Dfuzz.requests=100000` for the
/// full number, `-Dseed=` for others, `-Dfuzz.first=` to begin with the one that a failure names.
class HostileRequestsIT {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 5_000);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    private static final long SEED = Long.getLong("seed", 20_261_121);

    /// Each Kafka producer keeps the buffers that it once needed, up to 32 MiB.
    private static final long HEAP_NOISE = 40L << 20;

    private static final int THREAD_NOISE = 6;
    private static final String KEYS =
            """
            {"keys": [
             {"key": "watched", "workspace": "acme", "user_id": "u1", "permissions": ["*"]},
             {"key": "other", "workspace": "rival", "user_id": "u2", "permissions": ["*"]}]}
            """;

    @TempDir static Path temp;

    private static DevProcess house;
    private static URI server;

    @BeforeAll
    static void fillTheHouse() throws Exception {
        Path keys = Files.writeString(temp.resolve("keys.json"), KEYS);
        house =
                DevProcess.onFreePorts(
                        Map.of("LEDGER_KEYS_FILE", keys.toString()),
                        temp.resolve("data"),
                        temp.resolve("output"));
        server = house.awaitReady().address();
        try (var owner = new HttpProbe(server, "watched")) {
            for (String kind : List.of("contacts", "deals", "companies")) {
                for (String id : HostileRequests.KNOWN) {
                    String path = "/v1/%s/%s".formatted(kind, id);
                    String body = id.equals("ada") ? HostileRequests.ADA : "{}";
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> owner.put(path, body).status() < 300);
                }
            }
        }
    }

    @AfterAll
    static void end() throws InterruptedException {
        house.kill();
    }

    @Test
    void whateverIsSentTheAnswerIsSoundNothingGrowsAndTheLogHoldsWhatWasAcknowledged()
            throws InterruptedException {
        // Given
        var requests = new HostileRequests(SEED, "watched", "other");
        var clients = new HostileClients(server, requests);

        // When
        long began = System.nanoTime();
        clients.send(FIRST, FIRST + REQUESTS / 2);
        Vitals half = vitals();
        clients.send(FIRST + REQUESTS / 2, FIRST + REQUESTS);
        var took = Duration.ofNanos(System.nanoTime() - began);
        Vitals whole = vitals();

        // Then
        var log = Recorded.all(house.broker(), house.registry());
        System.out.printf(
                "%d hostile requests, -Dseed=%d: %d ms, %s, %d acknowledged, %d unknown, %d records%n"
                        + "  at half  %s%n  at end   %s%n",
                REQUESTS,
                SEED,
                took.toMillis(),
                clients.statuses(),
                clients.acknowledged().size(),
                clients.acknowledged().unknown(),
                log.size(),
                half,
                whole);
        assertThat(clients.surprises()).as("-Dseed=" + SEED).isEmpty();
        assertThat(
                        clients.acknowledged()
                                .differences(log.stream().map(Recorded::activity).toList()))
                .as("-Dseed=" + SEED)
                .isEmpty();
        assertThat(clients.acknowledged().size()).isGreaterThan(REQUESTS / 4);
        assertThat(whole.heap()).isLessThan(half.heap() + HEAP_NOISE);
        assertThat(whole.threads()).isLessThanOrEqualTo(half.threads() + THREAD_NOISE);
    }

    private static Vitals vitals() {
        try (var probe = new HttpProbe(server, "watched")) {
            return Vitals.of(probe, house.pid());
        }
    }
}
