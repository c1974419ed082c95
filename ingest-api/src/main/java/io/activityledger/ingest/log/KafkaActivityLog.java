package io.activityledger.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.ingest.http.TraceContext;
import io.activityledger.kit.tracing.Trace;
import io.activityledger.kit.tracing.TracedStep;
import io.activityledger.kit.tracing.Tracing;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The `activities` topic: each activity under its primary subject's key, on the partition that its
/// id names, with the trace of the request that wrote it in its headers: a step of its own where
/// one is written, the request's where many are. Safe for many threads.
public final class KafkaActivityLog implements ActivityLog {

    private static final String STEP = "send " + Topics.ACTIVITIES.name();

    private final PinnedWriter<Activity> writer;
    private final KafkaAppender appender;
    private final Tracing tracing;
    private final int partitions;

    /// `partitions` is the partition count of `activities`, a power of two.
    public KafkaActivityLog(
            PinnedWriter<Activity> writer,
            KafkaAppender appender,
            Tracing tracing,
            int partitions) {
        this.writer = writer;
        this.appender = appender;
        this.tracing = tracing;
        this.partitions = partitions;
    }

    @Override
    public Append append(Activity activity) {
        Optional<byte[]> value = writer.encode(activity);
        return value.isEmpty()
                ? appender.unavailable(Hindrance.NO_SCHEMA)
                : append(activity, value.get());
    }

    private Append append(Activity activity, byte[] value) {
        Trace request = TraceContext.current().map(TraceContext::trace).orElse(Trace.NONE);
        try (TracedStep step = tracing.begin(Tracing.Role.SENDING, STEP, request)) {
            step.tell("messaging.system", "kafka");
            Append outcome = appender.append(record(activity, value, step.trace()));
            switch (outcome) {
                case Append.Appended(Position at) -> step.tell("ledger.position", at.toString());
                case Append.Unavailable(_, String reason) -> step.failed(reason);
                case Append.TooLarge _ -> step.failed("too large");
            }
            return outcome;
        }
    }

    /// Each is encoded when its turn to be sent comes.
    @Override
    public List<Append> appendAll(List<Activity> activities) {
        if (activities.isEmpty()) {
            return List.of();
        }
        if (writer.encode(activities.getFirst()).isEmpty()) {
            Append noSchema = appender.unavailable(Hindrance.NO_SCHEMA);
            return activities.stream().map(_ -> noSchema).toList();
        }
        return appender.appendAll(activities.stream().map(this::encoding).toList());
    }

    private Supplier<ProducerRecord<byte[], byte[]>> encoding(Activity activity) {
        Trace request = TraceContext.current().map(TraceContext::trace).orElse(Trace.NONE);
        return () -> record(activity, writer.encode(activity).orElseThrow(), request);
    }

    /// The partition is said outright, since an activity without subjects has a random slot; for
    /// all others it is the one that the default partitioner would choose.
    private ProducerRecord<byte[], byte[]> record(Activity activity, byte[] value, Trace trace) {
        var record =
                new ProducerRecord<>(
                        Topics.ACTIVITIES.name(),
                        activity.id().partition(partitions),
                        activity.recordKey().bytes(),
                        value);
        addTo(record, trace);
        return record;
    }

    private static void addTo(ProducerRecord<byte[], byte[]> record, Trace trace) {
        if (trace.isNone()) {
            return;
        }
        record.headers().add(TraceContext.PARENT, trace.parent().getBytes(UTF_8));
        if (!trace.state().isEmpty()) {
            record.headers().add(TraceContext.STATE, trace.state().getBytes(UTF_8));
        }
    }
}
