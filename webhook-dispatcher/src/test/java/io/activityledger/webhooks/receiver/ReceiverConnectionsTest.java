package io.activityledger.webhooks.receiver;

import static io.activityledger.testkit.ReceiverReply.accepts;
import static io.activityledger.testkit.ReceiverReply.hangs;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.ScriptedReceiver;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Against real sockets: what do many deliveries, hung ones among them, do to each other?
class ReceiverConnectionsTest extends ReceiverFixture {

    @Test
    void aConnectionIsUsedAgainAndThenForgotten() {
        // Given
        replaceClient("127.0.0.0/8", quicklyIdle(), this::nextAddresses);

        // When
        for (int delivery = 0; delivery < 20; delivery++) {
            client.deliver(shipment("/", AMPLE));
        }

        // Then
        assertThat(receiver.connections()).isEqualTo(1);
        assertThat(client.openConnections()).isEqualTo(1);
        assertThat(client.knownReceivers()).isEqualTo(1);
        Awaitility.await().until(() -> client.openConnections() == 0);
        Awaitility.await().until(() -> client.knownReceivers() == 0);
    }

    @Test
    void beyondTheBoundNoConnectionIsKept() {
        // Given
        replaceClient("127.0.0.0/8", keepingNone(), this::nextAddresses);

        // When
        for (int delivery = 0; delivery < 5; delivery++) {
            client.deliver(shipment("/", AMPLE));
        }

        // Then
        assertThat(receiver.connections()).isEqualTo(5);
        Awaitility.await().until(() -> client.openConnections() == 0);
    }

    @Test
    void aPathThatHangsDoesNotHoldUpAnotherOnTheSameHost() throws Exception {
        // Given: every connection of /slow is taken
        var release = new CountDownLatch(1);
        receiver.andThen(stage -> {
            release.await();
            return accepts().play(stage);
        });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = new ArrayList<Callable<Answer>>();
            for (int caller = 0; caller < 64; caller++) {
                slow.add(() -> client.deliver(shipment("/slow", AMPLE)));
            }
            var pending = slow.stream().map(callers::submit).toList();
            receiver.awaitReceived(64, AMPLE);
            receiver.plays(accepts());

            // When
            var answer = client.deliver(shipment("/fast", AMPLE));

            // Then
            assertThat(answer).isEqualTo(new Answered(200, "", new RetryAfter.Unnamed()));
            release.countDown();
            for (var each : pending) {
                assertThat(each.get()).isInstanceOf(Answered.class);
            }
        }
    }

    @Test
    void anInterruptedCallerIsLetGo() throws Exception {
        // Given
        receiver.andThen(hangs());
        var answer = new ConcurrentLinkedQueue<Answer>();
        var caller =
                Thread.startVirtualThread(() -> answer.add(client.deliver(shipment("/", AMPLE))));
        receiver.awaitReceived(1, AMPLE);

        // When
        caller.interrupt();

        // Then
        assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
        assertThat(answer).hasOnlyElementsOfType(Unanswered.class).hasSize(1);
    }

    @Test
    void aThousandDeliveriesAtATimeReachAHundredReceivers() throws Exception {
        // Given
        var receivers = new ArrayList<ScriptedReceiver>();
        for (int each = 0; each < 100; each++) {
            receivers.add(new ScriptedReceiver());
        }
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var deliveries = new ArrayList<Callable<Answer>>();
            for (int delivery = 0; delivery < 1_000; delivery++) {
                URI url = receivers.get(delivery % receivers.size()).url("/hook");
                deliveries.add(() -> client.deliver(shipment(url, AMPLE)));
            }

            // Then
            for (var answer : callers.invokeAll(deliveries, 40, TimeUnit.SECONDS)) {
                assertThat(answer.get()).isEqualTo(new Answered(200, "", new RetryAfter.Unnamed()));
            }
            assertThat(receivers).allSatisfy(it -> assertThat(it.received()).hasSize(10));
        } finally {
            receivers.forEach(ScriptedReceiver::close);
        }
    }
}
