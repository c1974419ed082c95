package io.activityledger.audit;

import java.util.function.Consumer;

/// Of entries in the order of their ids and places, which is the first of its id? Pure but for the
/// last one seen.
final class Firsts implements Consumer<byte[]> {

    private final Consumer<Repetition> repetitions;
    private final Consumer<LogEntry> firsts;
    private LogEntry last = LogEntry.NONE;

    Firsts(Consumer<Repetition> repetitions, Consumer<LogEntry> firsts) {
        this.repetitions = repetitions;
        this.firsts = firsts;
    }

    @Override
    public void accept(byte[] bytes) {
        LogEntry entry = LogEntry.read(bytes);
        if (entry.id().equals(last.id())) {
            repetitions.accept(new Repetition(last, entry));
        } else {
            firsts.accept(entry);
            last = entry;
        }
    }
}
