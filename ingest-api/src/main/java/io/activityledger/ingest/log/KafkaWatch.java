package io.activityledger.ingest.log;

import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.lifecycle.Readiness;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does Kafka answer us now? One bounded question at a time, again and again: ready as long as the
/// last answer is not older than the silence that is put up with.
///
/// One virtual thread asks; any thread reads.
public final class KafkaWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaAdmin cluster;
    private final Duration silence;
    private final AtomicReference<Heard> heard;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("kafka-watch").unstarted(this::watch);

    /// @param silence how long Kafka may say nothing before this service is not ready
    public KafkaWatch(KafkaAdmin cluster, Duration silence) {
        this.cluster = cluster;
        this.silence = silence;
        this.heard = new AtomicReference<>(new Heard(System.nanoTime(), ""));
    }

    public void start() {
        heard.set(new Heard(System.nanoTime(), ""));
        thread.start();
    }

    /// Ready while Kafka answers.
    public Readiness.State readiness() {
        Heard last = heard.get();
        var silent = Duration.ofNanos(System.nanoTime() - last.nanos);
        return silent.compareTo(silence) <= 0
                ? new Readiness.Ready()
                : new Readiness.NotReady(
                        "Kafka has not answered for %d s%s"
                                .formatted(silent.toSeconds(), last.failure));
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void watch() {
        boolean answered = true;
        try {
            do {
                boolean before = answered;
                answered = ask();
                if (answered != before) {
                    LOG.warn("Kafka {}", answered ? "answers again" : "does not answer");
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            LOG.debug("Kafka is watched no longer");
        }
    }

    private boolean ask() throws InterruptedException {
        try {
            var within = new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
            cluster.admin()
                    .describeCluster(within)
                    .nodes()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            heard.set(new Heard(System.nanoTime(), ""));
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException silent) {
            Throwable cause = silent.getCause() == null ? silent : silent.getCause();
            heard.updateAndGet(last -> new Heard(last.nanos, reason(cause)));
            return false;
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }

    private record Heard(long nanos, String failure) {}
}
