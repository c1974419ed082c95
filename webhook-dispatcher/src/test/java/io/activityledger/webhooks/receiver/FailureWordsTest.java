package io.activityledger.webhooks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.http.HttpException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {

    @Test
    void eachFailureHasOneOfLeadLexsWordsAndOneOfOurs() {
        assertWords(new TimeoutException("1"), Failure.TIMEOUT, "no answer within 1500 ms");
        assertWords(
                new SocketTimeoutException(),
                Failure.TIMEOUT,
                "the connection was not accepted in time");
        assertWords(
                new ConnectException(), Failure.CONNECTION_REFUSED, "the connection was refused");
        assertWords(
                new NoRouteToHostException(), Failure.CONNECTION_REFUSED, "no route leads there");
        assertWords(
                new SSLHandshakeException("expired"),
                Failure.CONNECTION_REFUSED,
                "TLS failed: expired");
        assertWords(
                new RefusedAddress("a private one."),
                Failure.CONNECTION_REFUSED,
                "address refused: a private one.");
        assertWords(
                new RejectedExecutionException(),
                Failure.CONNECTION_REFUSED,
                "not sent: too many wait for this receiver");
        assertWords(new UnknownHostException("who?"), Failure.DNS_FAILURE, "who?");
        assertWords(
                new HttpException.RuntimeException(431, "Response Header Bytes Too Large"),
                Failure.HTTP_ERROR,
                "the answer's headers are too large");
        assertWords(
                new HttpException.RuntimeException(502, "Bad chunk"),
                Failure.HTTP_ERROR,
                "the answer is not HTTP");
        assertWords(
                new EOFException(),
                Failure.HTTP_ERROR,
                "the connection was closed or reset before an answer came");
    }

    @Test
    void aWordIsNeverLongerThanAScreenTakes() {
        var words = FailureWords.of(new SSLHandshakeException("x".repeat(9_000)), Duration.ZERO);

        assertThat(words.detail()).hasSizeLessThan(300);
    }

    private static void assertWords(Exception cause, Failure failure, String detail) {
        var wrapped = new IOException("around it", cause);

        assertThat(FailureWords.of(wrapped, Duration.ofMillis(1_500)))
                .isEqualTo(new Unanswered(failure, detail));
    }
}
