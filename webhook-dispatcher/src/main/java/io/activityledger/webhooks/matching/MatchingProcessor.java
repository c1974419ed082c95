package io.activityledger.webhooks.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordJudge.Verdict;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.endpoint.Endpoints;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Matches the activities of one partition and forwards what is to be delivered.
///
/// What an earlier group commit covered is not matched again, even where the group has lost its
/// offset; the record at hand is never counted among it, since its deliveries may still be lost.
/// Belongs to the stream thread of its task.
final class MatchingProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final int LONGEST_TRACEPARENT = 256;
    private static final Duration REMEMBER_EVERY = Duration.ofSeconds(1);

    private final Parts parts;
    private @Nullable Task task;

    /// What all tasks share.
    ///
    /// @param encoding makes the bytes of a delivery
    record Parts(
            RecordJudge judge, Endpoints endpoints, Function<WebhookDelivery, byte[]> encoding) {}

    private record Task(
            ProcessorContext<byte[], byte[]> context,
            MatchedStore matched,
            GroupCommitStore commits) {

        void remember() {
            matched.cover(commits.covered());
        }
    }

    MatchingProcessor(Parts parts) {
        this.parts = parts;
    }

    /// An instance that gains a partition knows every endpoint before it matches the first record:
    /// nobody needs to tell it.
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        KeyValueStore<byte[], byte[]> rows = context.getStateStore(MatchedStore.NAME);
        GroupCommitStore commits = context.getStateStore(GroupCommitStore.NAME);
        var mine = new Task(context, new MatchedStore(rows), commits);
        task = mine;
        context.schedule(REMEMBER_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> mine.remember());
        try {
            parts.endpoints().catchUp();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while endpoints were read", stopped);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        RecordMetadata at = task.context().recordMetadata().orElseThrow();
        task.remember();
        if (!task.matched().covers(at.offset())) {
            match(task, record, new Matcher.Origin(at.partition(), at.offset()));
        }
        task.commits().processed(at.offset());
    }

    /// Poison is passed over: the projector lays it down among the dead letters.
    private void match(Task mine, Record<byte[], byte[]> record, Matcher.Origin origin) {
        switch (parts.judge().judge(record.key(), record.value(), origin.partition())) {
            case Verdict.Poison _ -> {}
            case Verdict.Sound(Activity activity) -> {
                if (isFirst(mine, activity, origin.offset())) {
                    forward(mine, record, activity, origin);
                }
            }
        }
    }

    /// Only what bears an idempotency key can stand on the log twice.
    private static boolean isFirst(Task mine, Activity activity, long offset) {
        return activity.idempotencyKey() == null || mine.matched().isFirst(activity.id(), offset);
    }

    /// As far as it can be one at all: who follows traces looks closer.
    private static @Nullable String traceOf(Record<byte[], byte[]> record) {
        Header named = record.headers().lastHeader("traceparent");
        return named == null || named.value() == null || named.value().length > LONGEST_TRACEPARENT
                ? null
                : new String(named.value(), UTF_8);
    }

    private void forward(
            Task mine, Record<byte[], byte[]> record, Activity activity, Matcher.Origin origin) {
        var endpoints = parts.endpoints().of(activity.workspaceId());
        String trace = traceOf(record);
        for (WebhookDelivery matched : Matcher.match(activity, origin, endpoints)) {
            WebhookDelivery delivery = matched.within(trace);
            mine.context()
                    .forward(
                            record.withKey(delivery.recordKey().bytes())
                                    .withValue(parts.encoding().apply(delivery)));
        }
    }
}
