package io.activityledger.kit.routing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks another instance over its internal port, signed, on a connection that is kept.
///
/// Blocks its caller, who should be a virtual thread. Safe for any number of them.
public final class HttpPeerClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(HttpPeerClient.class);
    private static final Duration TELL_EVERY = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;

    private final PeerSignature signature;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final AtomicLong told = new AtomicLong(System.nanoTime() - TELL_EVERY.toNanos());

    public HttpPeerClient(PeerSignature signature) {
        this.signature = signature;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(threads)
                        .build();
    }

    public PeerAnswer call(PeerCall call) {
        try {
            var response = client.send(requestOf(call), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == UNAUTHORIZED) {
                tellOfTwoSecrets(call);
            }
            return new PeerAnswer.Answered(
                    response.statusCode(), response.headers().map(), response.body());
        } catch (IOException failure) {
            return new PeerAnswer.Unreachable(call.peer() + ": " + failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new PeerAnswer.Unreachable(call.peer() + ": interrupted");
        }
    }

    /// Opens an answer that goes on; the call's timeout is for its beginning.
    public PeerStream open(PeerCall call) {
        try {
            var response = client.send(requestOf(call), HttpResponse.BodyHandlers.ofInputStream());
            return new PeerStream.Opened(response.statusCode(), response.body());
        } catch (IOException failure) {
            return new PeerStream.Unreachable(call.peer() + ": " + failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new PeerStream.Unreachable(call.peer() + ": interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            client.awaitTermination(CLOSE_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /// Nobody could guess it from a peer that does not answer: once a minute is enough.
    private void tellOfTwoSecrets(PeerCall call) {
        long now = System.nanoTime();
        long last = told.get();
        if (now - last >= TELL_EVERY.toNanos() && told.compareAndSet(last, now)) {
            LOG.warn(
                    "An instance does not accept our signature: do both have the same secret,"
                            + " and clocks within minutes? peer={}",
                    call.peer());
        }
    }

    private HttpRequest requestOf(PeerCall call) {
        String host = call.peer().host();
        String authority =
                (host.contains(":") ? "[" + host + "]" : host) + ":" + call.peer().port();
        var body =
                call.body().length == 0
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(call.body());
        var request =
                HttpRequest.newBuilder(URI.create("http://" + authority + call.target()))
                        .timeout(call.timeout())
                        .method(call.method(), body);
        call.headers().forEach(request::setHeader);
        signature
                .sign(new PeerSignature.Request(call.method(), call.target(), call.body()))
                .forEach(request::setHeader);
        return request.build();
    }
}
