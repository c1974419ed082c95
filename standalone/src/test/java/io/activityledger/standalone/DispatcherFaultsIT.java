package io.activityledger.standalone;

import static io.activityledger.testkit.ReceiverReply.answers;
import static io.activityledger.testkit.ReceiverReply.hangs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.testkit.ScriptedReceiver;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two dispatchers as processes, killed in turn under load; `-Dfaults.kills=` says how often (`make
/// faults`: 20).
class DispatcherFaultsIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int KILLS = Integer.getInteger("faults.kills", 2);
    private static final Pattern ID = Pattern.compile("\"id\":\"(act_[^\"]+)\"");

    private final Services services = new Services(CLUSTER);

    @Test
    void howeverOftenDispatchersAreKilledEveryActivityReachesEveryReceiverThatIsWell() {
        // Given
        Service ingest = services.ingest("ingest").awaitReady();
        List<Service> dispatchers =
                List.of(
                        services.dispatcher("ada").awaitReady(),
                        services.dispatcher("bob").awaitReady());
        try (var one = new ScriptedReceiver();
                var two = new ScriptedReceiver();
                var hanging = new ScriptedReceiver().andThen(hangs());
                var failing = new ScriptedReceiver().andThen(answers(500))) {
            Stream.of(one.url("/a"), one.url("/b"), two.url("/c"))
                    .forEach(url -> create(dispatchers.getFirst(), url));
            create(dispatchers.getFirst(), hanging.url("/"));
            create(dispatchers.getFirst(), failing.url("/"));

            // When
            var posting = Posting.about("hooked", 2, ingest.probe());
            try (posting) {
                for (int kill = 0; kill < KILLS; kill++) {
                    Service victim = dispatchers.get(kill % 2);
                    posting.awaitMore(40);
                    victim.process().kill();
                    posting.awaitMore(40);
                    victim.process().restart().awaitReady();
                }
                posting.awaitMore(20);
            }

            // Then
            Set<String> expected = posting.titles().keySet();
            allArrive(one, "/a", expected);
            allArrive(one, "/b", expected);
            allArrive(two, "/c", expected);
            doublesAreTheSame(one.received());
            doublesAreTheSame(two.received());
            System.out.printf(
                    "kills=%d activities=%d deliveries to the well=%d doubles=%d%n",
                    KILLS,
                    expected.size(),
                    3 * expected.size(),
                    doubles(one.received()) + doubles(two.received()));
            assertThat(failing.received()).isNotEmpty();
            assertThat(hanging.received()).isNotEmpty();
        }
    }

    private static void create(Service dispatcher, URI url) {
        var created =
                dispatcher
                        .probe()
                        .post(
                                "/v1/webhooks",
                                "{\"url\":\"%s\",\"events\":[\"activity.created\"]}"
                                        .formatted(url));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.header("Ledger-Effective")).contains("now");
    }

    private static void allArrive(ScriptedReceiver receiver, String path, Set<String> expected) {
        await(path)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(activities(receiver, path)).containsAll(expected));
    }

    private static Set<String> activities(ScriptedReceiver receiver, String path) {
        return receiver.received().stream()
                .filter(it -> it.path().equals(path))
                .map(it -> ID.matcher(it.text()))
                .filter(Matcher::find)
                .map(it -> it.group(1))
                .collect(Collectors.toSet());
    }

    /// One webhook-id, one body: whoever goes by the id is told of nothing twice.
    private static void doublesAreTheSame(List<ReceivedRequest> requests) {
        requests.stream()
                .collect(Collectors.groupingBy(it -> it.header("webhook-id")))
                .values()
                .forEach(same ->
                        assertThat(same.stream().map(ReceivedRequest::text).distinct()).hasSize(1));
    }

    private static long doubles(List<ReceivedRequest> requests) {
        return requests.size()
                - requests.stream().map(it -> it.header("webhook-id")).distinct().count();
    }
}
