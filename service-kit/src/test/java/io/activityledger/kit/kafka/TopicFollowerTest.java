package io.activityledger.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.kit.lifecycle.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {

    private static final TopicPartition PARTITION = new TopicPartition("facts", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Log log = new Log();
    private final Texts texts = new Texts();
    private final EndOffsets ends = new EndOffsets(log);
    private final TopicFollower follower =
            new TopicFollower(new TopicFollower.Source("facts", log::consumer, ends), texts);

    @BeforeEach
    void startEnds() {
        ends.start();
    }

    @AfterEach
    void stop() {
        follower.close();
        ends.close();
    }

    @Test
    void whatIsReadIsShownOnlyOnceItIsWhole() {
        // Given
        log.say("a", "b", "c");
        // When
        follower.start();
        var caughtUp = follower.catchUp(PATIENCE);
        // Then
        assertThat(caughtUp).isEqualTo(new CaughtUp.Current());
        assertThat(texts.published).isEqualTo(List.of(List.of("a", "b", "c")));
        assertThat(follower.readiness()).isEqualTo(new Readiness.Ready());
    }

    @Test
    void whoWaitsForARecordIsWokenWhenItIsShown() {
        // Given
        follower.start();
        // When
        log.say("a");
        boolean applied = follower.awaitApplied(0, System.nanoTime() + PATIENCE.toNanos());
        // Then
        assertThat(applied).isTrue();
        assertThat(texts.published.getLast()).containsExactly("a");
        assertThat(follower.awaitApplied(1, System.nanoTime())).isFalse();
    }

    @Test
    void aFoldThatSaysNotNowIsGivenTheSameRecordsAgain() {
        // Given
        log.say("a", "b");
        texts.refusals.set(1);
        // When
        follower.start();
        // Then
        await().atMost(PATIENCE).until(() -> !texts.published.isEmpty());
        assertThat(texts.published.getLast()).containsExactly("a", "b");
    }

    @Test
    void aTopicThatWasMadeAnewIsReadAnewAndNotShownByHalves() {
        // Given
        log.say("a", "b", "c");
        follower.start();
        assertThat(follower.catchUp(PATIENCE)).isEqualTo(new CaughtUp.Current());
        // When
        log.beginAnew("x", "y");
        log.breakConsumer();
        // Then
        await().atMost(PATIENCE).until(() -> texts.published.getLast().contains("y"));
        assertThat(texts.published).doesNotContain(List.of("x"), List.of());
        assertThat(texts.published.getLast()).containsExactly("x", "y");
    }

    @Test
    void untilEverythingIsReadItIsNotReadyAndSaysWhy() {
        // Given
        log.refuseConsumers();
        // When
        follower.start();
        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(follower.readiness())
                                .isInstanceOfSatisfying(
                                        Readiness.NotReady.class,
                                        no -> assertThat(no.sentence()).contains("no broker")));
        assertThat(follower.catchUp(Duration.ofMillis(20))).isInstanceOf(CaughtUp.Unread.class);
    }

    /// Holds texts, in their order, each once.
    private static final class Texts implements TopicFold {

        private final List<List<String>> published = new CopyOnWriteArrayList<>();
        private final AtomicInteger refusals = new AtomicInteger();
        private final List<String> taken = new ArrayList<>();

        @Override
        public void restart() {
            taken.clear();
        }

        @Override
        public void take(TopicRecord record) {
            String text = new String(record.key(), UTF_8);
            if (!taken.contains(text)) {
                taken.add(text);
            }
            if (taken.size() == 2 && refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
        }

        @Override
        public void publish() {
            if (!taken.isEmpty()) {
                published.add(List.copyOf(taken));
            }
        }
    }

    /// A partition whose consumers read one record a poll.
    private static final class Log implements OffsetListing {

        private final List<String> records = new CopyOnWriteArrayList<>();
        private final AtomicInteger broken = new AtomicInteger();
        private volatile boolean refusing;

        void say(String... texts) {
            records.addAll(List.of(texts));
        }

        void beginAnew(String... texts) {
            records.clear();
            say(texts);
        }

        void breakConsumer() {
            broken.set(1);
        }

        void refuseConsumers() {
            refusing = true;
        }

        @Override
        public void latest(
                Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers) {
            answers.accept(PARTITION, new Found(records.size(), 0));
        }

        Consumer<byte[], byte[]> consumer() {
            if (refusing) {
                throw new KafkaException("no broker");
            }
            var consumer =
                    new MockConsumer<byte[], byte[]>("none") {
                        @Override
                        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration limit) {
                            if (broken.getAndDecrement() > 0) {
                                throw new KafkaException("the connection broke");
                            }
                            long at = position(PARTITION);
                            if (at < records.size()) {
                                addRecord(record(at));
                            } else {
                                LockSupport.parkNanos(1_000_000);
                            }
                            return super.poll(limit);
                        }
                    };
            consumer.updateBeginningOffsets(java.util.Map.of(PARTITION, 0L));
            consumer.updateEndOffsets(java.util.Map.of(PARTITION, (long) records.size()));
            return consumer;
        }

        private ConsumerRecord<byte[], byte[]> record(long at) {
            byte[] text = records.get((int) at).getBytes(UTF_8);
            return new ConsumerRecord<>("facts", 0, at, text, text);
        }
    }
}
