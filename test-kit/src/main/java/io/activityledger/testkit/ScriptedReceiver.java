package io.activityledger.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What would a receiver see and say? An HTTP/1.1 server on loopback that plays a script and then
/// one reply for ever; it keeps what it was sent, in order of arrival.
///
/// ```
/// try (var receiver = new ScriptedReceiver()) {
///     receiver.plays(answers(503), hangs()).andThen(accepts());
///     … deliver to receiver.url("/hook") …
///     receiver.awaitReceived(3, Duration.ofSeconds(5));
/// ```
///
/// Written on sockets rather than on the JDK's server, which can neither reset a connection nor
/// send half a header, and which delays small answers. Each connection is served by a virtual
/// thread; safe for many threads.
public final class ScriptedReceiver implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final Thread accepting;
    private final Queue<ReceiverReply> script = new ConcurrentLinkedQueue<>();
    private final List<ReceivedRequest> received = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ReceiverReply last = ReceiverReply.accepts();

    /// Listens from now on, on a port of the machine's choice.
    public ScriptedReceiver() {
        this(0);
    }

    /// Listens on that port, as a receiver that comes back does.
    public ScriptedReceiver(int port) {
        try {
            server = new ServerSocket(port, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        accepting = Thread.ofVirtual().name("scripted-receiver").start(this::accept);
    }

    /// The next replies, one a request.
    public ScriptedReceiver plays(ReceiverReply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /// The reply to all requests beyond the script; 200 unless said.
    public ScriptedReceiver andThen(ReceiverReply reply) {
        last = reply;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /// All requests that arrived whole, in order of arrival.
    public List<ReceivedRequest> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /// Waits until at least `count` requests have arrived, and answers them all.
    public List<ReceivedRequest> awaitReceived(int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (received) {
            while (received.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "%d of %d requests arrived within %s"
                                    .formatted(received.size(), count, limit));
                }
                awaitNext(left);
            }
            return List.copyOf(received);
        }
    }

    /// How many connections were ever made.
    public int connections() {
        return connections.get();
    }

    /// Afterwards the port is free.
    @Override
    public void close() {
        closed.countDown();
        quietly(server);
        joinQuietly(accepting);
        open.forEach(ScriptedReceiver::quietly);
    }

    private void awaitNext(long millis) {
        try {
            received.wait(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for requests", stopped);
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = new BufferedOutputStream(socket.getOutputStream());
            boolean goesOn = closed.getCount() > 0;
            while (goesOn) {
                Optional<ReceivedRequest> request = ReceivedRequest.read(in, connection);
                goesOn = request.isPresent() && replied(request.get(), socket, out);
            }
        } catch (IOException theOtherSideLeft) {
            // Part of every play.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    /// Whether the connection is good for another request.
    private boolean replied(ReceivedRequest request, Socket socket, BufferedOutputStream out)
            throws IOException, InterruptedException {
        ReceiverReply reply;
        synchronized (received) {
            received.add(request);
            received.notifyAll();
            reply = Optional.ofNullable(script.poll()).orElse(last);
        }
        boolean keeps = reply.play(new ReceiverReply.Stage(socket, out, closed));
        return keeps && !request.header("connection").equalsIgnoreCase("close");
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception alreadyGone) {
            // Nothing is left to close.
        }
    }
}
