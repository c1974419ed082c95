package io.activityledger.timeline.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Hands each record of `activities` to the partition's store and forwards poison to the dead
/// letters, whose key says where it stood: `topic-partition-offset`. While it runs, its store, the
/// links' and the references' are the partition's owners.
final class TimelineProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    static final String REASON = "reason";
    static final String ORIGINAL_KEY = "original-key";

    private final String timelines;
    private final String links;
    private final String references;
    private final PoisonCounts poison;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable TimelineStore store;
    private List<TopicStore<?>> owned = List.of();

    TimelineProcessor(String timelines, String links, String references, PoisonCounts poison) {
        this.poison = poison;
        this.timelines = timelines;
        this.links = links;
        this.references = references;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        TimelineStore ours = context.getStateStore(timelines);
        LinkStore linked = context.getStateStore(links);
        ReferenceStore known = context.getStateStore(references);
        this.store = ours;
        this.owned = List.of(ours, linked, known);
        owned.forEach(TopicStore::activate);
        context.schedule(
                LOOK_EVERY,
                PunctuationType.WALL_CLOCK_TIME,
                _ -> owned.forEach(TopicStore::ensureSound));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null || store == null) {
            throw new IllegalStateException("not initialised");
        }
        RecordMetadata at = context.recordMetadata().orElseThrow();
        ProcessorContext<byte[], byte[]> to = context;
        store.take(KafkaSource.record(record, at))
                .ifPresent(wrong -> {
                    poison.add(Topics.ACTIVITIES, wrong.kind());
                    to.forward(deadLetter(record, at, wrong.reason()));
                });
    }

    static Record<byte[], byte[]> deadLetter(
            Record<byte[], byte[]> record, RecordMetadata at, String reason) {
        String where = at.topic() + "-" + at.partition() + "-" + at.offset();
        var headers = new RecordHeaders(record.headers());
        headers.add(REASON, reason.getBytes(UTF_8));
        headers.add(ORIGINAL_KEY, record.key());
        return record.withKey(where.getBytes(UTF_8)).withHeaders(headers);
    }

    @Override
    public void close() {
        owned.forEach(TopicStore::deactivate);
    }
}
