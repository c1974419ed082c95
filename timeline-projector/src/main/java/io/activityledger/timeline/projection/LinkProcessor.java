package io.activityledger.timeline.projection;

import io.activityledger.schemas.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Hands each record of `timeline-links` to the partition's store and forwards poison to the dead
/// letters.
final class LinkProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final String links;
    private final PoisonCounts poison;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable LinkStore store;

    LinkProcessor(String links, PoisonCounts poison) {
        this.poison = poison;
        this.links = links;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(links);
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
                    poison.add(Topics.TIMELINE_LINKS, wrong.kind());
                    to.forward(TimelineProcessor.deadLetter(record, at, wrong.reason()));
                });
    }
}
