package io.activityledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScriptedReceiverTest {

    private static final Duration AMPLE = Duration.ofSeconds(5);

    @Test
    void theScriptIsPlayedAndThenTheLastReplyForEver() {
        try (var receiver = new ScriptedReceiver();
                var probe = new HttpProbe(receiver.url(""), "key")) {
            // Given
            receiver.plays(
                    ReceiverReply.answers(503, Map.of("Retry-After", "7"), "busy"),
                    ReceiverReply.accepts());
            receiver.andThen(ReceiverReply.answers(410));

            // When
            var first = probe.post("/hook", "{\"n\":1}");

            // Then
            assertThat(first.status()).isEqualTo(503);
            assertThat(first.header("Retry-After")).hasValue("7");
            assertThat(first.body()).isEqualTo("busy");
            assertThat(probe.post("/hook", "{\"n\":2}").status()).isEqualTo(200);
            assertThat(probe.post("/hook", "{\"n\":3}").status()).isEqualTo(410);
            assertThat(probe.post("/hook", "{\"n\":4}").status()).isEqualTo(410);
            assertThat(receiver.awaitReceived(4, AMPLE))
                    .extracting(ReceivedRequest::text)
                    .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void aResetIsNoAnswer() {
        try (var receiver = new ScriptedReceiver();
                var probe = new HttpProbe(receiver.url(""), "key")) {
            receiver.andThen(ReceiverReply.resets());

            assertThatThrownBy(() -> probe.post("/", "{}"))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void waitingForWhatNeverComesSaysWhatCame() {
        try (var receiver = new ScriptedReceiver()) {
            assertThatThrownBy(() -> receiver.awaitReceived(1, Duration.ofMillis(20)))
                    .hasMessageContaining("0 of 1");
        }
    }

    @Test
    void aClosedReceiverFreesItsPort() {
        // Given
        var first = new ScriptedReceiver();
        int port = first.port();

        // When
        first.close();

        // Then
        try (var second = new ScriptedReceiver(port);
                var probe = new HttpProbe(URI.create("http://127.0.0.1:" + port), "key")) {
            assertThat(probe.get("/").status()).isEqualTo(200);
            assertThat(second.received()).hasSize(1);
        }
    }
}
