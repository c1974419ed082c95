package io.activityledger.timeline.links;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.LinkOrigin;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordJudge.Verdict;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Forwards an activity once for each of its further subjects, as its bytes are, with its origin in
/// a header.
///
/// A record that is read again is forwarded again: whether its links arrived nobody knows, and who
/// reads them knows doubles. Only what repeats an id that stands earlier is kept back, since its
/// words may differ. Belongs to the stream thread of its task.
final class LinksProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final RecordJudge judge;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable FirstOffsetStore firsts;

    LinksProcessor(RecordJudge judge) {
        this.judge = judge;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        KeyValueStore<byte[], byte[]> rows = context.getStateStore(FirstOffsetStore.NAME);
        this.context = context;
        this.firsts = new FirstOffsetStore(rows);
    }

    /// Poison is passed over: the projector lays it down among the dead letters.
    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null || firsts == null) {
            throw new IllegalStateException("not initialised");
        }
        RecordMetadata at = context.recordMetadata().orElseThrow();
        switch (judge.judge(record.key(), record.value(), at.partition())) {
            case Verdict.Poison _ -> {}
            case Verdict.Sound(Activity activity) -> {
                if (firsts.isFirst(activity, at.offset())) {
                    forward(record, activity, new LinkOrigin(at.partition(), at.offset()), context);
                }
            }
        }
    }

    private static void forward(
            Record<byte[], byte[]> record,
            Activity activity,
            LinkOrigin origin,
            ProcessorContext<byte[], byte[]> to) {
        for (Subject subject : activity.furtherSubjects()) {
            var headers = new RecordHeaders(record.headers());
            headers.remove(LinkOrigin.HEADER);
            headers.add(LinkOrigin.HEADER, origin.bytes());
            byte[] key = RecordKey.ofSubject(activity.workspaceId(), subject).bytes();
            to.forward(record.withKey(key).withHeaders(headers));
        }
    }
}
