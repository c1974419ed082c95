package io.activityledger.webhooks.receiver;

import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/// How is a failure told to the owner of an endpoint?
final class FailureWords {

    private static final int MAX_CHARACTERS = 200;
    private static final int MAX_CAUSES = 10;
    private static final String TOO_LARGE = "Response Header Bytes Too Large";

    private FailureWords() {}

    static Unanswered refused(String complaint) {
        return new Unanswered(Failure.CONNECTION_REFUSED, "address refused: " + complaint);
    }

    static Unanswered late(Duration timeout) {
        return new Unanswered(Failure.TIMEOUT, "no answer within " + timeout.toMillis() + " ms");
    }

    /// The first cause that says something decides.
    static Unanswered of(Throwable failure, Duration timeout) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            @Nullable Unanswered words = told(cause, timeout);
            if (words != null) {
                return words;
            }
            cause = cause.getCause();
        }
        return new Unanswered(
                Failure.HTTP_ERROR, "the connection was closed or reset before an answer came");
    }

    private static @Nullable Unanswered told(Throwable cause, Duration timeout) {
        return switch (cause) {
            case RefusedAddress refused -> refused(text(refused));
            case UnknownHostException unknown -> new Unanswered(Failure.DNS_FAILURE, text(unknown));
            case SocketTimeoutException _ ->
                    new Unanswered(Failure.TIMEOUT, "the connection was not accepted in time");
            case TimeoutException _ -> late(timeout);
            case SSLException tls ->
                    new Unanswered(Failure.CONNECTION_REFUSED, "TLS failed: " + text(tls));
            case ConnectException _ ->
                    new Unanswered(Failure.CONNECTION_REFUSED, "the connection was refused");
            case NoRouteToHostException _ ->
                    new Unanswered(Failure.CONNECTION_REFUSED, "no route leads there");
            case HttpResponseException proxy when proxy.getCause() == null ->
                    new Unanswered(
                            Failure.CONNECTION_REFUSED,
                            "the proxy answered " + proxy.getResponse().getStatus());
            case HttpException bad -> noAnswer(bad.getReason());
            case RejectedExecutionException _ ->
                    new Unanswered(
                            Failure.CONNECTION_REFUSED,
                            "not sent: too many wait for this receiver");
            case Throwable _ -> null;
        };
    }

    private static Unanswered noAnswer(@Nullable String reason) {
        return new Unanswered(
                Failure.HTTP_ERROR,
                TOO_LARGE.equals(reason)
                        ? "the answer's headers are too large"
                        : "the answer is not HTTP");
    }

    private static String text(Throwable cause) {
        String text =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }
}
