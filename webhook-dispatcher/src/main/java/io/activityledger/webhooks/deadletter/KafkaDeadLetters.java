package io.activityledger.webhooks.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.webhooks.attempts.KafkaPatientWriter;
import io.activityledger.webhooks.attempts.PinnedEncoder;
import io.activityledger.webhooks.attempts.Written;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The `webhook-dead-letters` topic: each delivery as it stood on `webhook-deliveries`, under its
/// endpoint's key, the reason in headers.
public final class KafkaDeadLetters implements DeadLetters {

    private final KafkaPatientWriter writer;
    private final PinnedEncoder<WebhookDelivery> encoder;

    public KafkaDeadLetters(KafkaPatientWriter writer, WebhookDeliveryCodec codec) {
        this.writer = writer;
        this.encoder = new PinnedEncoder<>(() -> codec.writer()::encode);
    }

    @Override
    public Written write(WebhookDelivery delivery, String reason, BooleanSupplier stillWanted) {
        return writer.write(() -> record(delivery, reason), stillWanted);
    }

    private ProducerRecord<byte[], byte[]> record(WebhookDelivery delivery, String reason) {
        var record =
                new ProducerRecord<>(
                        Topics.WEBHOOK_DEAD_LETTERS.name(),
                        delivery.recordKey().bytes(),
                        encoder.encode(delivery));
        add(record, DeadLetterHeaders.REASON, reason);
        add(record, DeadLetterHeaders.WEBHOOK_ID, delivery.webhookId());
        add(record, DeadLetterHeaders.ORIGIN_PARTITION, String.valueOf(delivery.originPartition()));
        add(record, DeadLetterHeaders.ORIGIN_OFFSET, String.valueOf(delivery.originOffset()));
        return record;
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }
}
