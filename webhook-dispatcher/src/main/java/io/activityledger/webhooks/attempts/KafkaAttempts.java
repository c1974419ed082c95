package io.activityledger.webhooks.attempts;

import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookAttemptCodec;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The `webhook-attempts` topic: each attempt under its endpoint's key.
public final class KafkaAttempts implements Attempts {

    private final KafkaPatientWriter writer;
    private final PinnedEncoder<WebhookAttempt> encoder;

    public KafkaAttempts(KafkaPatientWriter writer, WebhookAttemptCodec codec) {
        this.writer = writer;
        this.encoder = new PinnedEncoder<>(() -> codec.writer()::encode);
    }

    @Override
    public Written write(WebhookAttempt attempt, BooleanSupplier stillWanted) {
        return writer.write(() -> record(attempt), stillWanted);
    }

    private ProducerRecord<byte[], byte[]> record(WebhookAttempt attempt) {
        return new ProducerRecord<>(
                Topics.WEBHOOK_ATTEMPTS.name(),
                attempt.recordKey().bytes(),
                encoder.encode(attempt));
    }
}
