package io.activityledger.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of bodies: large, broken, chunked, and those that nobody reads.
class HttpServerBodiesTest {

    @RegisterExtension final SampleServer server = new SampleServer();

    @Test
    void aBodyUpToTheLimitIsRead() throws Exception {
        // Given
        var bytes = new byte[SampleServer.LIMIT.asInt()];
        // When
        var announced = server.post(BodyPublishers.ofByteArray(bytes));
        var chunked = server.post(SampleServer.chunked(bytes));
        // Then
        assertThat(announced.body()).isEqualTo("65536");
        assertThat(chunked.body()).isEqualTo("65536");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAnnouncedOrNot() throws Exception {
        // Given
        var bytes = new byte[SampleServer.LIMIT.asInt() + 1];
        // When
        var announced = server.post(BodyPublishers.ofByteArray(bytes));
        var chunked = server.post(SampleServer.chunked(bytes));
        var chunkedAndLong = server.post(SampleServer.chunked(new byte[1 << 20]));
        // Then
        assertThat(List.of(announced, chunked, chunkedAndLong))
                .allSatisfy(it -> assertThat(it.statusCode()).isEqualTo(413))
                .allSatisfy(it -> assertThat(it.body()).startsWith("payload_too_large /echo "));
    }

    @Test
    void anAnnouncedBodyThatIsTooLargeIsRefusedBeforeAByteOfItIsSent() throws Exception {
        // Given
        String[] head = {
            "POST /echo HTTP/1.1", "Host: x", "Content-Length: 99999999999", "Expect: 100-continue"
        };
        // When
        String answer = server.raw(SampleServer.lines(head));
        // Then
        assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("Connection: close");
    }

    @Test
    void aBodyThatBreaksOffIsToldOfInOurWords() throws Exception {
        // When
        String answer =
                server.raw(
                        SampleServer.lines(
                                        "POST /echo HTTP/1.1",
                                        "Host: x",
                                        "Transfer-Encoding: chunked")
                                + "zz\r\n");
        // Then
        assertThat(answer).contains("it breaks off").doesNotContain("Exception");
    }

    @Test
    void whoSendsALargeBodyThatNobodyReadsIsAnsweredEachTime() throws Exception {
        for (int round = 0; round < 30; round++) {
            var large =
                    server.request("/unread").POST(BodyPublishers.ofString("x".repeat(200_000)));
            var small = server.request("/unread").POST(BodyPublishers.ofString("x"));

            // When
            var answer = server.send(large);

            // Then
            assertThat(answer.body()).isEqualTo("left");
            assertThat(SampleServer.header(answer, "Connection")).isEqualTo("close");
            assertThat(SampleServer.header(server.send(small), "Connection")).isEmpty();
        }
    }

    @Test
    void aSmallBodyThatNobodyReadsMayFollowItsHeadersLate() throws Exception {
        // Given
        String head = SampleServer.lines("POST /unread HTTP/1.1", "Host: x", "Content-Length: 2");
        String next = SampleServer.lines("GET /things/a HTTP/1.1", "Host: x", "Connection: close");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            // When
            socket.getOutputStream().write(head.getBytes(UTF_8));
            await().until(() -> server.leftUnread() == 1);
            socket.getOutputStream().write(("{}" + next).getBytes(UTF_8));
            String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
            // Then
            assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
            assertThat(answers).containsOnlyOnce("Connection: close");
        }
    }

    @Test
    void whoSendsChunksThatNobodyReadsIsToldThatTheConnectionEnds() throws Exception {
        // When
        var unread =
                server.send(server.request("/unread").POST(SampleServer.chunked(new byte[3_000])));
        var nowhere =
                server.send(server.request("/nowhere").POST(SampleServer.chunked(new byte[3_000])));
        var wrongMethod =
                server.send(
                        server.request("/things/a")
                                .method("PATCH", SampleServer.chunked(new byte[3_000])));
        // Then
        assertThat(List.of(unread, nowhere, wrongMethod))
                .extracting(HttpResponse::statusCode)
                .containsExactly(200, 404, 405);
        assertThat(List.of(unread, nowhere, wrongMethod))
                .allSatisfy(
                        it -> assertThat(SampleServer.header(it, "Connection")).isEqualTo("close"));
    }
}
