package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.EndpointFact;
import io.activityledger.schemas.EndpointFactCodec;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How do the records of `webhook-endpoints` come into the book? Poll by poll; after each, what the
/// book holds is published and only then counts as applied. A record that is no fact is passed
/// over, logged and counted.
///
/// A book begun anew, because the topic was, is not shown before it is whole. Used by the one
/// reading thread; the directory and the count by any.
final class KafkaEndpointReader {

    static final TopicPartition PARTITION = new TopicPartition(Topics.WEBHOOK_ENDPOINTS.name(), 0);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEndpointReader.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final EndpointFactCodec codec;
    private final EndpointSecrets secrets;
    private final AppliedOffset applied;
    private final AtomicLong skipped = new AtomicLong();
    private volatile EndpointDirectory directory = EndpointDirectory.empty();
    private EndpointBook book;
    private long next;
    private long target;

    KafkaEndpointReader(EndpointFactCodec codec, EndpointSecrets secrets, AppliedOffset applied) {
        this.codec = codec;
        this.secrets = secrets;
        this.applied = applied;
        this.book = new EndpointBook(secrets);
    }

    EndpointDirectory directory() {
        return directory;
    }

    long skipped() {
        return skipped.get();
    }

    /// Takes up where the book ends, and at the first page where it reaches further than the topic.
    void begin(Consumer<byte[], byte[]> consumer) {
        var partition = List.of(PARTITION);
        consumer.assign(partition);
        long begin = consumer.beginningOffsets(partition).getOrDefault(PARTITION, 0L);
        target = consumer.endOffsets(partition).getOrDefault(PARTITION, 0L);
        if (next > target) {
            LOG.warn("Webhook endpoints are read anew applied={} end={}", next, target);
            book = new EndpointBook(secrets);
            next = 0;
        }
        next = Math.max(next, begin);
        consumer.seek(PARTITION, next);
        LOG.info("Webhook endpoints are read from={} target={}", next, target);
        publishWhenWhole();
    }

    /// Waits a moment for facts and takes them.
    void step(Consumer<byte[], byte[]> consumer) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record);
        }
        long position = consumer.position(PARTITION);
        if (position > next) {
            next = position;
            publishWhenWhole();
        }
    }

    private void publishWhenWhole() {
        if (next >= target) {
            directory = book.publish();
            applied.moveTo(next);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null) {
            skip(record, "it has no key");
        } else if (value == null) {
            book.withdraw(new String(key, UTF_8));
        } else {
            switch (codec.decode(value)) {
                case Decoded.Unreadable<EndpointFact>(String reason) -> skip(record, reason);
                case Decoded.Value<EndpointFact>(EndpointFact fact) -> take(record, key, fact);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, byte[] key, EndpointFact fact) {
        if (!Arrays.equals(fact.recordKey().bytes(), key)) {
            skip(record, "it does not stand under its own key");
            return;
        }
        switch (book.take(fact)) {
            case EndpointBook.Taken.Whole _ -> {}
            case EndpointBook.Taken.Unopened _ ->
                    LOG.warn(
                            "Secret cannot be opened with LEDGER_SECRET workspace={} endpoint={}",
                            fact.workspaceId(),
                            fact.endpointId());
            case EndpointBook.Taken.Damaged(String reason) -> skip(record, reason);
        }
    }

    private void skip(ConsumerRecord<byte[], byte[]> record, String reason) {
        skipped.incrementAndGet();
        LOG.warn("Endpoint fact passed over offset={} reason={}", record.offset(), reason);
    }
}
