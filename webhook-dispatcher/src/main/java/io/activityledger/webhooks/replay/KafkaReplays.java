package io.activityledger.webhooks.replay;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.attempts.Written;
import io.activityledger.webhooks.delivery.Deliveries;
import io.activityledger.webhooks.delivery.LaneKey;
import io.activityledger.webhooks.delivery.Replay;
import io.activityledger.webhooks.delivery.Replays;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.Endpoints;
import io.activityledger.webhooks.matching.Matcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replays out of the `activities` topic: each on a thread of its own, with a consumer without a
/// group, no faster than the bound. An outage is waited out, and gone on from the last step.
///
/// What is put on its way is acknowledged before its step is told: a step that is gone through
/// again gives the same webhook ids, which delivery swallows.
public final class KafkaReplays implements Replays {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaReplays.class);

    /// Replays that go through the log at a time on one instance; beyond these they wait.
    private static final int MOST_AT_ONCE = 4;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Supplier<KafkaActivityScan> scans;
    private final RecordJudge judge;
    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final int perSecond;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);

    /// @param scans of the whole topic, each for one replay
    /// @param perSecond deliveries that one replay puts on their way in a second, at most
    public KafkaReplays(
            Supplier<KafkaActivityScan> scans,
            RecordJudge judge,
            Endpoints endpoints,
            Deliveries deliveries,
            int perSecond) {
        this.scans = scans;
        this.judge = judge;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.perSecond = perSecond;
    }

    @Override
    public Running start(LaneKey lane, Replay replay, Consumer<Replay> progress) {
        var stopped = new CountDownLatch(1);
        var run = new Run(lane, progress, stopped, replay);
        Thread.ofVirtual().name("webhook-replay").start(run::untilOver);
        return stopped::countDown;
    }

    /// One replay, on its thread.
    private final class Run {

        private final LaneKey lane;
        private final Consumer<Replay> progress;
        private final CountDownLatch stopped;
        private Replay now;

        Run(LaneKey lane, Consumer<Replay> progress, CountDownLatch stopped, Replay from) {
            this.lane = lane;
            this.progress = progress;
            this.stopped = stopped;
            this.now = from;
        }

        void untilOver() {
            try {
                while (stopped.getCount() > 0 && !isDone()) {
                    pause(AFTER_FAILURE);
                }
            } catch (InterruptedException _) {
                stopped.countDown();
            }
        }

        /// False where it has no place yet, or must be tried again.
        private boolean isDone() throws InterruptedException {
            if (!places.tryAcquire()) {
                return false;
            }
            try {
                return goneThrough();
            } finally {
                places.release();
            }
        }

        private boolean goneThrough() throws InterruptedException {
            try (KafkaActivityScan scan = scans.get()) {
                scan.open(now);
                tell(now.at(scan.next(), scan.ends(), now.queued()));
                while (!scan.isOver() && stopped.getCount() > 0) {
                    step(scan.poll());
                    tell(now.at(scan.next(), scan.ends(), now.queued()));
                }
                if (stopped.getCount() > 0) {
                    tell(now.in(Replay.State.COMPLETED));
                }
                return true;
            } catch (KafkaException away) {
                LOG.info("Replay waits for Kafka replay={} cause={}", now.id(), away.toString());
                return false;
            }
        }

        private void step(List<ConsumerRecord<byte[], byte[]>> records)
                throws InterruptedException {
            for (var record : records) {
                Optional<WebhookDelivery> wanted = wanted(record);
                if (wanted.isPresent() && stopped.getCount() > 0) {
                    put(wanted.get());
                }
            }
        }

        private void put(WebhookDelivery delivery) throws InterruptedException {
            switch (deliveries.write(delivery, () -> stopped.getCount() > 0)) {
                case Written.Acknowledged() ->
                        now = now.at(now.next(), now.ends(), now.queued() + 1);
                case Written.NoLongerWanted() -> stopped.countDown();
            }
            pause(Duration.ofNanos(TimeUnit.SECONDS.toNanos(1) / perSecond));
        }

        private Optional<WebhookDelivery> wanted(ConsumerRecord<byte[], byte[]> record) {
            return switch (judge.judge(record.key(), record.value(), record.partition())) {
                case RecordJudge.Verdict.Poison _ -> Optional.empty();
                case RecordJudge.Verdict.Sound(Activity activity) when isOfThatTime(activity) ->
                        endpoint(activity)
                                .flatMap(it ->
                                        Matcher.again(
                                                activity,
                                                new Matcher.Origin(
                                                        record.partition(), record.offset()),
                                                it,
                                                now.id()));
                case RecordJudge.Verdict.Sound _ -> Optional.empty();
            };
        }

        private boolean isOfThatTime(Activity activity) {
            return activity.workspaceId().equals(lane.workspaceId())
                    && !activity.recordedAt().isBefore(now.recordedFrom())
                    && !activity.recordedAt().isAfter(now.recordedTo());
        }

        private Optional<Endpoint> endpoint(Activity activity) {
            return endpoints.find(activity.workspaceId(), lane.endpointId());
        }

        private void tell(Replay further) {
            now = further;
            progress.accept(further);
        }

        private void pause(Duration length) throws InterruptedException {
            if (stopped.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("Replay stopped replay={}", now.id());
            }
        }
    }

    /// The topic that replays go through.
    static String topic() {
        return Topics.ACTIVITIES.name();
    }
}
