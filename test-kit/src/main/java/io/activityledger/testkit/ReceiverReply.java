package io.activityledger.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How does a [ScriptedReceiver] answer one request?
@FunctionalInterface
public interface ReceiverReply {

    /// Writes the answer, or whatever passes for one; whether the connection is good for another.
    boolean play(Stage stage) throws IOException, InterruptedException;

    static ReceiverReply accepts() {
        return answers(200);
    }

    static ReceiverReply answers(int status) {
        return answers(status, Map.of(), "");
    }

    static ReceiverReply answers(int status, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return stage -> {
            stage.head(status, headers, bytes.length);
            stage.out.write(bytes);
            stage.out.flush();
            return true;
        };
    }

    /// Says nothing until the receiver is closed.
    static ReceiverReply hangs() {
        return stage -> {
            stage.closed.await();
            return false;
        };
    }

    /// Says nothing until the test opens the latch, then plays `reply`.
    static ReceiverReply waits(CountDownLatch latch, ReceiverReply reply) {
        return stage -> {
            latch.await();
            return reply.play(stage);
        };
    }

    /// Breaks the connection with a reset instead of an answer.
    static ReceiverReply resets() {
        return stage -> {
            stage.socket.setSoLinger(true, 0);
            return false;
        };
    }

    /// Closes the connection politely instead of an answer.
    static ReceiverReply hangsUp() {
        return _ -> false;
    }

    /// Answers 200 and then a body of one byte in each `pause`, without end.
    static ReceiverReply trickles(Duration pause) {
        return stage -> {
            stage.head(200, Map.of(), Integer.MAX_VALUE);
            stage.out.flush();
            return stage.trickle("x", pause);
        };
    }

    /// Never gets to the end of its headers, one in each `pause`.
    static ReceiverReply tricklesHead(Duration pause) {
        return stage -> {
            stage.text("HTTP/1.1 200 OK\r\n");
            stage.out.flush();
            return stage.trickle("x: y\r\n", pause);
        };
    }

    /// Answers `status` with a body of that many bytes, as fast as they are taken.
    static ReceiverReply floods(int status, long bytes) {
        return stage -> {
            stage.head(status, Map.of(), bytes);
            byte[] some = "x".repeat(8_192).getBytes(UTF_8);
            for (long left = bytes; left > 0; left -= some.length) {
                stage.out.write(some, 0, (int) Math.min(left, some.length));
            }
            stage.out.flush();
            return true;
        };
    }

    /// Sends these characters as they are and closes.
    static ReceiverReply says(String raw) {
        return stage -> {
            stage.text(raw);
            stage.out.flush();
            return false;
        };
    }

    /// What a reply is played on.
    final class Stage {

        private final Socket socket;
        private final OutputStream out;
        private final CountDownLatch closed;

        Stage(Socket socket, OutputStream out, CountDownLatch closed) {
            this.socket = socket;
            this.out = out;
            this.closed = closed;
        }

        private void head(int status, Map<String, String> headers, long length) throws IOException {
            text("HTTP/1.1 " + status + " Scripted\r\n");
            for (var header : headers.entrySet()) {
                text(header.getKey() + ": " + header.getValue() + "\r\n");
            }
            text("Content-Length: " + length + "\r\n\r\n");
        }

        private void text(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
        }

        private boolean trickle(String drop, Duration pause)
                throws IOException, InterruptedException {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                text(drop);
                out.flush();
            }
            return false;
        }
    }
}
