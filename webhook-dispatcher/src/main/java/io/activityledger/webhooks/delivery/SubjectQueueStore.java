package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;

/// Who stands in line behind whom, at endpoints that want the activities of one subject in order?
///
/// ```
/// subject a   1 ── 4 ── 9        only who stands first waits for its time;
/// subject b   2 ── 3             whoever is held has a row and a place here, no more
/// ```
///
/// In line by the offset on `activities`. A place whose delivery is gone is left over from a crash:
/// it is passed over, and taken away. Belongs to the stream thread of its task. Keys: [PendingKey].
final class SubjectQueueStore {

    private static final byte[] NOTHING = {0};

    private final KeyValueStore<byte[], byte[]> rows;
    private final PendingStore pending;
    private final Set<LaneKey> lanes = new LinkedHashSet<>();

    SubjectQueueStore(KeyValueStore<byte[], byte[]> rows, PendingStore pending) {
        this.rows = rows;
        this.pending = pending;
        Optional<LaneKey> lane = pending.lane(PendingKey.QUEUE, PendingKey.first(PendingKey.QUEUE));
        while (lane.isPresent()) {
            lanes.add(lane.get());
            byte[] behind = PendingKey.behind(PendingKey.QUEUE, lane.get());
            lane = pending.lane(PendingKey.QUEUE, behind);
        }
    }

    /// Lanes in which somebody stood in line when this hold began, or since.
    Set<LaneKey> lanes() {
        return Set.copyOf(lanes);
    }

    /// Gets in line; written before its row, so that no row is held that nobody knows of.
    ///
    /// @return whether nobody stands before it
    boolean enter(LaneKey lane, WebhookDelivery delivery) {
        Optional<Place> first = first(lane, delivery.subjectKey(), "");
        rows.put(PendingKey.queued(lane, delivery), NOTHING);
        lanes.add(lane);
        return first.filter(it -> it.offset() < delivery.originOffset()).isEmpty();
    }

    /// Whether it stands first, or in no line.
    boolean mayStart(LaneKey lane, WebhookDelivery delivery) {
        return !stands(lane, delivery)
                || first(lane, delivery.subjectKey(), "")
                        .map(it -> it.webhookId().equals(delivery.webhookId()))
                        .orElse(true);
    }

    /// Who is first once this one has left.
    Optional<String> next(LaneKey lane, WebhookDelivery delivery) {
        return stands(lane, delivery)
                ? first(lane, delivery.subjectKey(), delivery.webhookId()).map(Place::webhookId)
                : Optional.empty();
    }

    void leave(LaneKey lane, WebhookDelivery delivery) {
        if (stands(lane, delivery)) {
            rows.delete(PendingKey.queued(lane, delivery));
        }
    }

    /// All that stand in line, in order within each subject.
    List<Place> all(LaneKey lane) {
        List<Place> found = new ArrayList<>();
        byte[] before = PendingKey.before(PendingKey.QUEUE, lane);
        try (var line = rows.range(before, PendingKey.behind(PendingKey.QUEUE, lane))) {
            while (line.hasNext()) {
                found.add(PendingKey.placeOf(line.next().key));
            }
        }
        return found;
    }

    /// One delivery's place in line.
    record Place(String subject, long offset, String webhookId) {}

    private boolean stands(LaneKey lane, WebhookDelivery delivery) {
        return lanes.contains(lane)
                && !delivery.subjectKey().isEmpty()
                && rows.get(PendingKey.queued(lane, delivery)) != null;
    }

    private Optional<Place> first(LaneKey lane, String subject, String butNot) {
        byte[] from = PendingKey.queueOf(lane, subject, 0);
        byte[] to = PendingKey.queueOf(lane, subject, Long.MAX_VALUE);
        List<byte[]> gone = new ArrayList<>();
        Optional<Place> first = Optional.empty();
        try (var line = rows.range(from, to)) {
            while (first.isEmpty() && line.hasNext()) {
                byte[] key = line.next().key;
                Place place = PendingKey.placeOf(key);
                if (pending.delivery(lane, place.webhookId()).isEmpty()) {
                    gone.add(key);
                } else if (!place.webhookId().equals(butNot)) {
                    first = Optional.of(place);
                }
            }
        }
        gone.forEach(rows::delete);
        return first;
    }
}
