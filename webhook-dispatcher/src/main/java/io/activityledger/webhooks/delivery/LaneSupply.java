package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What comes from the store into a lane's windows, and what of it is really to be sent?
///
/// Belongs to the desk.
final class LaneSupply {

    private static final Logger LOG = LoggerFactory.getLogger(LaneSupply.class);

    private final PendingStore store;
    private final WebhookDeliveryCodec codec;

    LaneSupply(PendingStore store, WebhookDeliveryCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /// A lane of which nothing is in memory yet.
    void fill(Lane lane) {
        refill(lane, true, Due.FIRST);
        refill(lane, false, Due.FIRST);
    }

    /// Empty where nothing waits for this entry, or another of the same delivery stands for it.
    Optional<Handout> handout(Lane lane, Due due, Handout.Errand errand) {
        LaneKey key = lane.key();
        if (lane.isOut(due.webhookId()) || !store.counts(key, due)) {
            return Optional.empty();
        }
        return store.delivery(key, due.webhookId())
                .flatMap(this::decoded)
                .map(delivery -> new Handout(key, due, delivery, errand));
    }

    /// Only what could be read was taken in.
    private Optional<WebhookDelivery> decoded(byte[] value) {
        return switch (codec.decode(value)) {
            case Decoded.Value<WebhookDelivery>(WebhookDelivery delivery) -> Optional.of(delivery);
            case Decoded.Unreadable<WebhookDelivery>(String reason) -> {
                LOG.error("Pending delivery cannot be read any more reason={}", reason);
                yield Optional.empty();
            }
        };
    }

    /// What a lane has handed out makes room for more.
    void refillWhereLow(Lane lane, boolean first) {
        LaneWindow window = lane.window(first);
        if (window.runsLow()) {
            refill(lane, first, window.horizon());
        }
    }

    private void refill(Lane lane, boolean first, Due from) {
        LaneWindow window = lane.window(first);
        window.refill(store.waiting(lane.key(), from, first, window.wanted()), lane.out());
    }
}
