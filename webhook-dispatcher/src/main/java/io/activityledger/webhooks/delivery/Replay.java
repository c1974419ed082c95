package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How far has a replay come: activities of a time, delivered to one endpoint once more?
///
/// @param id drawn from where its command stands, the same whoever reads it
/// @param next per partition of `activities`, the offset of the next record to look at; empty
///   before it has begun
/// @param ends per partition, the offset at which it ends
/// @param queued deliveries that were put on their way
public record Replay(
        String id,
        Instant recordedFrom,
        Instant recordedTo,
        State state,
        List<Long> next,
        List<Long> ends,
        long queued) {

    private static final String PREFIX = "rpl_";
    private static final int NUMBERS = 4;

    public Replay {
        next = List.copyOf(next);
        ends = List.copyOf(ends);
    }

    /// Whether it goes on.
    public enum State {
        PENDING('p'),
        RUNNING('r'),
        COMPLETED('c'),
        CANCELLED('x');

        private final byte letter;

        State(char letter) {
            this.letter = (byte) letter;
        }

        private static State of(byte letter) {
            return switch (letter) {
                case 'p' -> PENDING;
                case 'r' -> RUNNING;
                case 'c' -> COMPLETED;
                default -> CANCELLED;
            };
        }

        boolean isOver() {
            return this == COMPLETED || this == CANCELLED;
        }
    }

    static Replay begun(long commandOffset, Instant from, Instant to) {
        return new Replay(idOf(commandOffset), from, to, State.PENDING, List.of(), List.of(), 0);
    }

    /// The replay whose command stands there.
    public static String idOf(long commandOffset) {
        return PREFIX + commandOffset;
    }

    /// Where its command stands; negative where there can be no such replay.
    static long commandOffset(String id) {
        return id.matches(PREFIX + "\\d{1,18}")
                ? Long.parseLong(id.substring(PREFIX.length()))
                : -1;
    }

    /// The same, further on.
    public Replay at(List<Long> nextOffsets, List<Long> endOffsets, long nowQueued) {
        return new Replay(
                id, recordedFrom, recordedTo, State.RUNNING, nextOffsets, endOffsets, nowQueued);
    }

    /// The same, come to that.
    public Replay in(State other) {
        return new Replay(id, recordedFrom, recordedTo, other, next, ends, queued);
    }

    /// As it is answered.
    public byte[] json() {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeStringField("id", id);
            to.writeStringField("status", state.name().toLowerCase(Locale.ROOT));
            to.writeStringField("recorded_from", Timestamps.print(recordedFrom));
            to.writeStringField("recorded_to", Timestamps.print(recordedTo));
            to.writeNumberField("queued", queued);
            writeProgress(to);
            to.writeEndObject();
        });
    }

    /// The part of the log that has been looked through; all of it where there was nothing.
    private void writeProgress(JsonGenerator to) throws IOException {
        to.writeFieldName("progress");
        long left = 0;
        long all = 0;
        for (int at = 0; at < ends.size(); at++) {
            left += Math.max(0, ends.get(at) - next.get(at));
            all += ends.get(at);
        }
        boolean done = state == State.COMPLETED || (!ends.isEmpty() && left == 0);
        to.writeNumber(done ? 1.0 : all == 0 ? 0.0 : Math.floor(100.0 * (all - left) / all) / 100);
    }

    byte[] bytes() {
        byte[] text = id.getBytes(UTF_8);
        var to =
                ByteBuffer.allocate(
                        1 + Short.BYTES + text.length + (NUMBERS + 2 * next.size()) * Long.BYTES);
        to.put(state.letter).putShort((short) text.length).put(text);
        to.putLong(recordedFrom.toEpochMilli()).putLong(recordedTo.toEpochMilli()).putLong(queued);
        to.putLong(next.size());
        next.forEach(to::putLong);
        ends.forEach(to::putLong);
        return to.array();
    }

    static Replay of(byte[] row) {
        var from = ByteBuffer.wrap(row);
        State state = State.of(from.get());
        byte[] id = new byte[from.getShort()];
        from.get(id);
        Instant recordedFrom = Instant.ofEpochMilli(from.getLong());
        Instant recordedTo = Instant.ofEpochMilli(from.getLong());
        long queued = from.getLong();
        long partitions = from.getLong();
        List<Long> next = numbers(from, partitions);
        List<Long> ends = numbers(from, partitions);
        return new Replay(
                new String(id, UTF_8), recordedFrom, recordedTo, state, next, ends, queued);
    }

    private static List<Long> numbers(ByteBuffer from, long count) {
        List<Long> numbers = new ArrayList<>();
        for (long at = 0; at < count; at++) {
            numbers.add(from.getLong());
        }
        return numbers;
    }
}
