package io.activityledger.webhooks.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// What comes back for one request? Once status and headers are there they are the outcome,
/// whatever becomes of the body; of that, what lies beyond the first 2 KiB is never read.
///
/// Written by the client's threads, one after the other; read by the waiting one after the last.
final class Exchange implements Response.Listener {

    static final int KEPT_BYTES = 2_048;

    private static final int LONGEST_TOLD = 200;
    private static final List<String> TELLING =
            List.of("allow", "content-type", "location", "retry-after", "server");

    /// The client itself ends a request at its timeout; this is for the case that it does not.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Duration timeout;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> told = new LinkedHashMap<>();
    private @Nullable Head head;
    private @Nullable Throwable failure;

    Exchange(InstantSource clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public void onHeaders(Response response) {
        String retryAfter = response.getHeaders().get(HttpHeader.RETRY_AFTER);
        TELLING.forEach(name -> tell(name, response.getHeaders().get(name)));
        head =
                new Head(
                        response.getStatus(),
                        retryAfter == null
                                ? new RetryAfter.Unnamed()
                                : RetryAfterHeader.parse(retryAfter, clock.instant()));
    }

    /// Those that tell a person something, once it is over.
    Map<String, String> headers() {
        return told;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        byte[] kept = new byte[Math.min(content.remaining(), KEPT_BYTES - body.size())];
        content.get(kept);
        body.writeBytes(kept);
        if (content.hasRemaining()) {
            var _ = response.abort(new Enough());
        }
    }

    @Override
    public void onComplete(Result result) {
        failure = result.getFailure();
        over.countDown();
    }

    /// Waits for the end of the request, on a virtual thread.
    Answer await(Request request) {
        try {
            long patience = timeout.plus(GRACE).toMillis();
            if (!over.await(patience, TimeUnit.MILLISECONDS)) {
                var _ = request.abort(new TimeoutException());
                return FailureWords.late(timeout);
            }
            return answer();
        } catch (InterruptedException stopped) {
            var _ = request.abort(stopped);
            Thread.currentThread().interrupt();
            return new Unanswered(Failure.TIMEOUT, "given up, since this instance stops");
        }
    }

    private void tell(String name, @Nullable String value) {
        if (value != null) {
            told.put(name, value.substring(0, Math.min(value.length(), LONGEST_TOLD)));
        }
    }

    private Answer answer() {
        if (head != null) {
            return new Answered(head.status, body.toString(UTF_8), head.retryAfter);
        }
        return FailureWords.of(
                Objects.requireNonNullElseGet(failure, IllegalStateException::new), timeout);
    }

    private record Head(int status, RetryAfter retryAfter) {}

    /// No failure: the rest is not wanted.
    private static final class Enough extends RuntimeException {
        Enough() {
            super("enough of the body is read", null, false, false);
        }
    }
}
