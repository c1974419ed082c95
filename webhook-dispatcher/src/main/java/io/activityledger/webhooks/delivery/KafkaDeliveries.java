package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.webhooks.attempts.KafkaPatientWriter;
import io.activityledger.webhooks.attempts.PinnedEncoder;
import io.activityledger.webhooks.attempts.Written;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The `webhook-deliveries` topic, for deliveries that matching does not make.
public final class KafkaDeliveries implements Deliveries {

    private final KafkaPatientWriter writer;
    private final PinnedEncoder<WebhookDelivery> encoder;

    public KafkaDeliveries(KafkaPatientWriter writer, WebhookDeliveryCodec codec) {
        this.writer = writer;
        this.encoder = new PinnedEncoder<>(() -> codec.writer()::encode);
    }

    @Override
    public Written write(WebhookDelivery delivery, BooleanSupplier stillWanted) {
        return writer.write(
                () ->
                        new ProducerRecord<>(
                                Topics.WEBHOOK_DELIVERIES.name(),
                                delivery.recordKey().bytes(),
                                encoder.encode(delivery)),
                stillWanted);
    }
}
