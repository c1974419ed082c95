package io.activityledger.timeline.projection;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Hands each record of `references` to the partition's store.
final class ReferenceProcessor implements Processor<byte[], byte[], Void, Void> {

    private final String references;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable ReferenceStore store;

    ReferenceProcessor(String references) {
        this.references = references;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.store = context.getStateStore(references);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null || store == null) {
            throw new IllegalStateException("not initialised");
        }
        RecordMetadata at = context.recordMetadata().orElseThrow();
        store.process(KafkaSource.record(record, at));
    }
}
