package io.activityledger.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.kafka.TopicFold;
import io.activityledger.kit.kafka.TopicRecord;
import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.FactCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What do all facts of one kind add up to? The fold over their topic.
///
/// ```
/// thing ─▶ facts by name (the latest of each counts) ─▶ T, or nothing ─▶ S: all of them, to be asked
/// ```
///
/// Compaction may leave facts of several names in any order: what a thing is, is read from the set
/// of its facts. Publishing copies all there are, some milliseconds for 100,000. Belongs to the
/// thread that reads; [#current] and [#skipped] are for all.
final class FactBook<T, S> implements TopicFold {

    private static final Logger LOG = LoggerFactory.getLogger(FactBook.class);

    private final Aggregate kind;
    private final FactCodec codec;
    private final Function<Map<String, Fact>, Optional<T>> reading;
    private final Function<Collection<T>, S> summary;
    private final Map<Thing, Map<String, Fact>> facts = new HashMap<>();
    private final Map<Thing, T> things = new LinkedHashMap<>();
    private final Set<Thing> changed = new LinkedHashSet<>();
    private final AtomicLong skipped = new AtomicLong();
    private boolean begun;
    private volatile S current;

    /// @param reading what the facts of one thing say, by their names
    /// @param summary what is asked, of the things in the order in which the log first told of
    ///   them: must not change, and not hold on to what it is given
    FactBook(
            Aggregate kind,
            FactCodec codec,
            Function<Map<String, Fact>, Optional<T>> reading,
            Function<Collection<T>, S> summary) {
        this.kind = kind;
        this.codec = codec;
        this.reading = reading;
        this.summary = summary;
        this.current = summary.apply(Set.of());
    }

    /// As published last.
    S current() {
        return current;
    }

    /// Records that were no facts and were passed over.
    long skipped() {
        return skipped.get();
    }

    @Override
    public void restart() {
        facts.clear();
        things.clear();
        changed.clear();
        begun = false;
    }

    @Override
    public void take(TopicRecord record) {
        switch (record) {
            case TopicRecord.Withdrawn(_, byte[] key) -> withdraw(new String(key, UTF_8));
            case TopicRecord.Said(long offset, byte[] key, byte[] value) ->
                    take(offset, new String(key, UTF_8), value);
        }
    }

    @Override
    public void publish() {
        if (changed.isEmpty() && begun) {
            return;
        }
        for (Thing thing : changed) {
            reading.apply(facts.getOrDefault(thing, Map.of()))
                    .ifPresentOrElse(is -> things.put(thing, is), () -> things.remove(thing));
        }
        changed.clear();
        begun = true;
        current = summary.apply(things.values());
    }

    private void take(long offset, String key, byte[] value) {
        switch (codec.decode(value)) {
            case Decoded.Unreadable<Fact>(String reason) -> skip(offset, reason);
            case Decoded.Value<Fact>(Fact fact) when !fact.recordKey(kind).text().equals(key) ->
                    skip(offset, "it does not stand under its own key");
            case Decoded.Value<Fact>(Fact fact) -> {
                var thing = new Thing(fact.workspaceId(), fact.aggregateId());
                facts.computeIfAbsent(thing, _ -> new HashMap<>()).put(fact.fact(), fact);
                changed.add(thing);
            }
        }
    }

    /// Rare: nobody but an operator takes a fact back.
    private void withdraw(String key) {
        facts.forEach((thing, said) -> {
            if (said.values().removeIf(fact -> fact.recordKey(kind).text().equals(key))) {
                changed.add(thing);
            }
        });
    }

    private void skip(long offset, String reason) {
        skipped.incrementAndGet();
        LOG.warn(
                "Fact passed over topic={} offset={} reason={}",
                kind.topic().name(),
                offset,
                reason);
    }

    private record Thing(String workspaceId, String id) {}
}
