package io.activityledger.webhooks.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// Which deliveries to an endpoint were given up lately, and what were they? A letter is the row;
/// its place in the order without it is an orphan, and harmless.
///
/// Belongs to the stream thread of its task. Keys: [PendingKey].
final class DeadLetterStore {

    private static final byte[] NOTHING = {0};

    private final KeyValueStore<byte[], byte[]> rows;

    DeadLetterStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
    }

    void add(LaneKey lane, String webhookId, DeadLetter letter) {
        remove(lane, webhookId);
        rows.put(PendingKey.letterOrder(lane, letter.at().toEpochMilli(), webhookId), NOTHING);
        rows.put(PendingKey.letter(lane, webhookId), letter.bytes());
    }

    Optional<DeadLetter> find(LaneKey lane, String webhookId) {
        return Optional.ofNullable(rows.get(PendingKey.letter(lane, webhookId)))
                .map(DeadLetter::of);
    }

    void remove(LaneKey lane, String webhookId) {
        find(lane, webhookId)
                .ifPresent(letter -> {
                    rows.delete(PendingKey.letter(lane, webhookId));
                    rows.delete(
                            PendingKey.letterOrder(lane, letter.at().toEpochMilli(), webhookId));
                });
    }

    /// The next few given up in that time, the latest first.
    List<String> givenUp(LaneKey lane, Instant since, Instant until, int most) {
        List<String> found = new ArrayList<>();
        byte[] first = PendingKey.letterOrder(lane, until.toEpochMilli(), "");
        try (var order = rows.range(first, PendingKey.behind(PendingKey.LETTER_ORDER, lane))) {
            while (found.size() < most && order.hasNext()) {
                Due letter = PendingKey.letterOf(order.next().key);
                if (letter.atMillis() < since.toEpochMilli()) {
                    break;
                }
                if (find(lane, letter.webhookId()).isPresent()) {
                    found.add(letter.webhookId());
                }
            }
        }
        return found;
    }

    /// Drops of the lane's oldest those given up before `instant`, at most so many.
    ///
    /// @return whether there may be more of them
    boolean dropOldest(LaneKey lane, Instant instant, int most) {
        List<byte[]> old = new ArrayList<>();
        byte[] first = PendingKey.before(PendingKey.LETTER_ORDER, lane);
        byte[] behind = PendingKey.behind(PendingKey.LETTER_ORDER, lane);
        try (var oldest = rows.reverseRange(first, behind)) {
            while (old.size() < most && oldest.hasNext()) {
                byte[] key = oldest.next().key;
                if (PendingKey.letterOf(key).atMillis() >= instant.toEpochMilli()) {
                    break;
                }
                old.add(key);
            }
        }
        for (byte[] key : old) {
            remove(lane, PendingKey.letterOf(key).webhookId());
            rows.delete(key);
        }
        return old.size() == most;
    }
}
