package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordJudge.Verdict;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Which records of `activities` were set aside, and can they be read by now? Used by one thread.
///
/// The projector lays each down under the place where it stood. That it was sent again is told by a
/// further record of that key, without a value, that says where to.
final class KafkaDeadLetters implements AutoCloseable {

    private static final String REASON = "reason";
    private static final String ORIGINAL_KEY = "original-key";
    private static final String RESUBMITTED_TO = "resubmitted-to";
    private static final String CLIENT = "ledger-dead-letters";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpSchemaRegistryClient registry;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<TopicPartition> partitions;
    private final RecordJudge judge;

    KafkaDeadLetters(KafkaReach reach) {
        var clients = reach.kafka().clientProperties();
        registry = reach.registry().client(HttpSchemaRegistryClient::new);
        consumer = new KafkaConsumer<>(clients.consumer(CLIENT));
        producer = new KafkaProducer<>(patient(clients.producer(CLIENT)));
        partitions =
                consumer.partitionsFor(Topics.ACTIVITIES_DEAD_LETTERS.name()).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        int activities = consumer.partitionsFor(Topics.ACTIVITIES.name()).size();
        judge = new RecordJudge(new EventCodec(registry), activities);
    }

    /// A command has more time than a service's caller.
    private static Map<String, Object> patient(Map<String, Object> properties) {
        int millis = Math.toIntExact(PATIENCE.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        return properties;
    }

    /// What became of sending one again.
    sealed interface Resubmission {

        /// It stands on the log again, there.
        record Appended(String place) implements Resubmission {}

        /// It was not sent; the reason is for people.
        record Refused(String reason) implements Resubmission {}
    }

    /// All, by id, in the order in which they were set aside partition by partition. A record that
    /// was set aside twice, as a projection that reads again does, is one.
    Map<String, DeadLetter> all() {
        Map<String, DeadLetter> letters = new LinkedHashMap<>();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, letters);
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new KafkaException("no record came for " + PATIENCE.toSeconds() + " s");
            }
        }
        return letters;
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record, Map<String, DeadLetter> letters) {
        byte[] key = record.key();
        if (key == null) {
            return;
        }
        String id = new String(key, UTF_8);
        DeadLetter known = letters.get(id);
        Optional<String> resubmittedTo = header(record, RESUBMITTED_TO);
        if (resubmittedTo.isPresent()) {
            if (known != null) {
                letters.put(id, known.resubmitted(resubmittedTo.get()));
            }
        } else if (known == null) {
            letters.put(id, letter(id, record));
        }
    }

    private static DeadLetter letter(String id, ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                id,
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.value() == null ? 0 : record.value().length,
                header(record, REASON).orElse("no reason was given"),
                "");
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return bytes(record, name).map(bytes -> new String(bytes, UTF_8));
    }

    private static Optional<byte[]> bytes(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(Header::value);
    }

    /// Appends the bytes to where they came from, unless they are still no activity that may stand
    /// there.
    Resubmission resubmit(DeadLetter letter) {
        Optional<Integer> origin = origin(letter.id());
        if (origin.isEmpty()) {
            return new Resubmission.Refused("it does not come from " + Topics.ACTIVITIES.name());
        }
        int partition = origin.get();
        ConsumerRecord<byte[], byte[]> record = read(letter);
        byte @Nullable [] key = bytes(record, ORIGINAL_KEY).orElse(null);
        return switch (judge.judge(key, record.value(), partition)) {
            case Verdict.Poison poison ->
                    new Resubmission.Refused("it still cannot be read: " + poison.reason());
            case Verdict.Sound _ -> {
                String place = append(partition, key, record);
                tell(letter.id(), place, record.partition());
                yield new Resubmission.Appended(place);
            }
        };
    }

    /// The partition of `activities` that the id names.
    private static Optional<Integer> origin(String id) {
        String prefix = Topics.ACTIVITIES.name() + "-";
        return id.matches(prefix + "\\d{1,6}-\\d{1,18}")
                ? Optional.of(Integer.valueOf(id.substring(prefix.length(), id.lastIndexOf('-'))))
                : Optional.empty();
    }

    private ConsumerRecord<byte[], byte[]> read(DeadLetter letter) {
        var partition =
                new TopicPartition(Topics.ACTIVITIES_DEAD_LETTERS.name(), letter.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, letter.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() == letter.offset()) {
                    return record;
                }
            }
        }
        throw new KafkaException(letter.id() + " did not come");
    }

    private String append(
            int partition, byte @Nullable [] key, ConsumerRecord<byte[], byte[]> record) {
        var headers = new RecordHeaders(record.headers());
        headers.remove(REASON);
        headers.remove(ORIGINAL_KEY);
        String topic = Topics.ACTIVITIES.name();
        RecordMetadata at =
                acknowledged(
                        new ProducerRecord<>(topic, partition, null, key, record.value(), headers));
        return topic + "-" + at.partition() + "-" + at.offset();
    }

    private void tell(String id, String place, int partition) {
        var headers = new RecordHeaders();
        headers.add(RESUBMITTED_TO, place.getBytes(UTF_8));
        String topic = Topics.ACTIVITIES_DEAD_LETTERS.name();
        acknowledged(
                new ProducerRecord<>(topic, partition, null, id.getBytes(UTF_8), null, headers));
    }

    private RecordMetadata acknowledged(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new KafkaException("it was not acknowledged: " + failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", stopped);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        registry.close();
    }
}
