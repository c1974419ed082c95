package io.activityledger.ingest.workspace;

import io.activityledger.access.KafkaAccess;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.log.KafkaAppender;
import io.activityledger.ingest.log.PinnedWriter;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The topic of one kind of facts. Safe for many threads; blocks its caller, a virtual one.
public final class KafkaFactLog implements FactLog {

    private final Aggregate kind;
    private final PinnedWriter<Fact> writer;
    private final KafkaAppender appender;
    private final KafkaAccess access;
    private final Patience patience;

    /// How long a fact may take to count here, and what a client is told when that was too short.
    public record Patience(Duration limit, Duration retryAfter) {}

    public KafkaFactLog(
            Aggregate kind,
            PinnedWriter<Fact> writer,
            KafkaAppender appender,
            KafkaAccess access,
            Patience patience) {
        this.kind = kind;
        this.writer = writer;
        this.appender = appender;
        this.access = access;
        this.patience = patience;
    }

    @Override
    public Said say(Fact fact) {
        return writer.encode(fact)
                .map(value -> append(fact, value))
                .orElseGet(() -> unavailable("The schema registry has not answered yet"));
    }

    /// All facts of a kind stand on one partition, in one order.
    private Said append(Fact fact, byte[] value) {
        String topic = kind.topic().name();
        long deadline = System.nanoTime() + patience.limit().toNanos();
        var record = new ProducerRecord<>(topic, 0, fact.recordKey(kind).bytes(), value);
        return switch (appender.append(record)) {
            case Append.Appended(var position) ->
                    access.awaitApplied(kind, position.offset(), deadline)
                            ? new Said.Counts()
                            : new Said.Stands(patience.retryAfter());
            case Append.TooLarge(int bytes) ->
                    unavailable("The log takes no fact of " + bytes + " bytes");
            case Append.Unavailable(var retryAfter, String reason) ->
                    new Said.Unavailable(retryAfter, reason);
        };
    }

    private Said unavailable(String reason) {
        return new Said.Unavailable(patience.retryAfter(), reason);
    }
}
