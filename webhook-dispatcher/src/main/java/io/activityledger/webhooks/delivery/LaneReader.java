package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// What does one partition know of an endpoint? For threads that answer questions: they read what
/// the stream thread writes, through iterators of the store's own, and change nothing.
///
/// Answers only while the partition is held: what the hold's end overtakes is no answer.
public final class LaneReader {

    /// Entries of a list that are counted; of more, this many are told.
    public static final int MOST_COUNTED = 10_000;

    private static final int RECENT = 1_000;

    private final KeyValueStore<byte[], byte[]> rows;
    private final WebhookDeliveryCodec codec;
    private final Function<LaneKey, LaneStanding> standings;
    private final Tenure tenure;

    LaneReader(
            KeyValueStore<byte[], byte[]> rows,
            WebhookDeliveryCodec codec,
            Function<LaneKey, LaneStanding> standings,
            Tenure tenure) {
        this.rows = rows;
        this.codec = codec;
        this.standings = standings;
        this.tenure = tenure;
    }

    /// What `question` answers; empty where the partition is, or may be, another's by now.
    <T> Optional<T> ask(Function<LaneReader, T> question) {
        try {
            if (!tenure.answers()) {
                return Optional.empty();
            }
            T answer = question.apply(this);
            return tenure.answers() ? Optional.of(answer) : Optional.empty();
        } catch (InvalidStateStoreException _) {
            return Optional.empty();
        }
    }

    /// Attempts with the newest first; what waits with the next due first, and what is held last.
    public Excerpt log(LaneKey lane, LogFilter filter, long skip, int most) {
        return switch (filter) {
            case ATTEMPTS -> attempts(lane, skip, most);
            case SUCCESS, FAILED -> chosen(lane, filter, skip, most);
            case PENDING -> pending(lane, skip, most);
        };
    }

    /// The attempt with that id, as far as it is remembered.
    public Optional<LogRow> attempt(LaneKey lane, String deliveryId) {
        try (var attempts = attempts(lane)) {
            while (attempts.hasNext()) {
                LogRow row = LogRow.of(attempts.next().value);
                if (row.deliveryId().equals(deliveryId)) {
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    /// Whether it has not ended.
    public boolean waits(LaneKey lane, String webhookId) {
        return new PendingStore(rows).delivery(lane, webhookId).isPresent();
    }

    /// What was given up, the latest first.
    public Excerpt letters(LaneKey lane, long skip, int most) {
        List<byte[]> page = new ArrayList<>();
        var letters = new DeadLetterStore(rows);
        long total = 0;
        try (var order = lane(PendingKey.LETTER_ORDER, lane)) {
            while (order.hasNext() && total < MOST_COUNTED) {
                String webhookId = PendingKey.letterOf(order.next().key).webhookId();
                if (total >= skip && page.size() < most) {
                    letters.find(lane, webhookId)
                            .flatMap(it -> decoded(it.delivery(), dead -> LogView.letter(it, dead)))
                            .ifPresent(page::add);
                }
                total++;
            }
        }
        return new Excerpt(page, total);
    }

    /// The dead letter with what was to be sent, as a JSON object.
    public Optional<byte[]> letter(LaneKey lane, String webhookId) {
        return new DeadLetterStore(rows)
                .find(lane, webhookId)
                .flatMap(it -> decoded(it.delivery(), dead -> LogView.letterAndBody(it, dead)));
    }

    /// How far a replay has come; empty where there is none.
    public Optional<Replay> replay(LaneKey lane, String id) {
        return new OrdersStore(rows).replay(lane, id);
    }

    /// Whether the command that such a replay would come from has been obeyed.
    public boolean hasObeyed(String replayId) {
        return Replay.commandOffset(replayId) <= new PendingStore(rows).obeyed();
    }

    public LaneHealth health(LaneKey lane) {
        List<LogRow> recent = new ArrayList<>();
        try (var attempts = attempts(lane)) {
            while (attempts.hasNext() && recent.size() < RECENT) {
                recent.add(LogRow.of(attempts.next().value));
            }
        }
        byte[] failing = rows.get(PendingKey.failing(lane));
        byte[] disabled = rows.get(PendingKey.disabled(lane));
        return new LaneHealth(
                standings.apply(lane),
                waiting(lane, 1).stream().map(Due::atMillis).findFirst().orElse(Lane.NO_TURN),
                failing == null ? -1 : ByteBuffer.wrap(failing).getLong(),
                disabled == null ? "" : new String(disabled, StandardCharsets.UTF_8),
                recent);
    }

    private Excerpt attempts(LaneKey lane, long skip, int most) {
        List<byte[]> page = new ArrayList<>();
        long newest = number(attempts(lane));
        byte[] behind = PendingKey.behind(PendingKey.ATTEMPT, lane);
        byte[] before = PendingKey.before(PendingKey.ATTEMPT, lane);
        long oldest = number(rows.reverseRange(before, behind));
        if (newest == 0 || skip > newest - oldest) {
            return new Excerpt(page, newest == 0 ? 0 : newest - oldest + 1);
        }
        try (var found = rows.range(PendingKey.attempt(lane, newest - skip), behind)) {
            while (page.size() < most && found.hasNext()) {
                page.add(LogRow.of(found.next().value).json());
            }
        }
        return new Excerpt(page, newest - oldest + 1);
    }

    private static long number(KeyValueIterator<byte[], byte[]> from) {
        try (from) {
            return from.hasNext() ? PendingKey.numberOf(from.next().key) : 0;
        }
    }

    private Excerpt chosen(LaneKey lane, LogFilter filter, long skip, int most) {
        List<byte[]> page = new ArrayList<>();
        long total = 0;
        try (var attempts = attempts(lane)) {
            while (attempts.hasNext()) {
                LogRow row = LogRow.of(attempts.next().value);
                if (filter.passes(row)) {
                    if (total >= skip && page.size() < most) {
                        page.add(row.json());
                    }
                    total++;
                }
            }
        }
        return new Excerpt(page, total);
    }

    /// What waits for its time, and behind it what is held by others of its subject.
    private Excerpt pending(LaneKey lane, long skip, int most) {
        var store = new PendingStore(rows);
        List<Due> due = waiting(lane, MOST_COUNTED);
        List<String> held = held(lane, due, store);
        Stream<PendingEntry> entries =
                Stream.concat(
                        due.stream().map(PendingEntry::due), held.stream().map(PendingEntry::held));
        List<byte[]> page =
                entries.skip(skip)
                        .limit(most)
                        .flatMap(entry ->
                                store.delivery(lane, entry.webhookId()).stream()
                                        .flatMap(row -> decoded(row, entry::json).stream()))
                        .toList();
        return new Excerpt(page, due.size() + held.size());
    }

    /// Only endpoints that want order have any.
    private List<String> held(LaneKey lane, List<Due> waiting, PendingStore store) {
        Set<String> due = waiting.stream().map(Due::webhookId).collect(Collectors.toSet());
        List<String> found = new ArrayList<>();
        try (var line = lane(PendingKey.QUEUE, lane)) {
            while (waiting.size() + found.size() < MOST_COUNTED && line.hasNext()) {
                String webhookId = PendingKey.placeOf(line.next().key).webhookId();
                if (!due.contains(webhookId) && store.delivery(lane, webhookId).isPresent()) {
                    found.add(webhookId);
                }
            }
        }
        return found;
    }

    private List<Due> waiting(LaneKey lane, int most) {
        var store = new PendingStore(rows);
        return Stream.of(true, false)
                .flatMap(first -> store.waiting(lane, Due.FIRST, first, most).stream())
                .sorted()
                .limit(most)
                .toList();
    }

    private <T> Optional<T> decoded(byte[] delivery, Function<WebhookDelivery, T> view) {
        return switch (codec.decode(delivery)) {
            case Decoded.Value<WebhookDelivery>(WebhookDelivery value) ->
                    Optional.of(view.apply(value));
            case Decoded.Unreadable<WebhookDelivery> _ -> Optional.empty();
        };
    }

    private KeyValueIterator<byte[], byte[]> attempts(LaneKey lane) {
        return lane(PendingKey.ATTEMPT, lane);
    }

    private KeyValueIterator<byte[], byte[]> lane(byte kind, LaneKey lane) {
        return rows.range(PendingKey.before(kind, lane), PendingKey.behind(kind, lane));
    }
}
