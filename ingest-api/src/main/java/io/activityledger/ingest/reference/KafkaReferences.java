package io.activityledger.ingest.reference;

import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.log.Hindrance;
import io.activityledger.ingest.log.KafkaAppender;
import io.activityledger.ingest.log.PinnedWriter;
import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// The `references` topic and the copy of it at hand.
///
/// ```
/// find:  row at hand ─▶ known
///        no row ─▶ where does its partition end now? ─▶ read that far ─▶ row or none: that is true
/// put:   append ─▶ wait until the copy has it ─▶ did its life begin with this record?
/// ```
///
/// Safe for many threads; each is a virtual one and may wait.
public final class KafkaReferences implements KnownReferences, ReferenceLog {

    private final KafkaReferenceCopy copy;
    private final EndOffsets ends;
    private final PinnedWriter<Reference> writer;
    private final KafkaAppender appender;
    private final Patience patience;

    /// How long a request waits, and what it is told when that was not enough.
    public record Patience(Duration limit, Duration retryAfter) {}

    public KafkaReferences(
            KafkaReferenceCopy copy,
            EndOffsets ends,
            PinnedWriter<Reference> writer,
            KafkaAppender appender,
            Patience patience) {
        this.copy = copy;
        this.ends = ends;
        this.writer = writer;
        this.appender = appender;
        this.patience = patience;
    }

    @Override
    public Found find(String workspaceId, List<Subject> subjects) {
        if (subjects.isEmpty()) {
            return new Found.All();
        }
        try {
            return switch (copy.state()) {
                case KafkaReferenceCopy.State.Absent(String reason) -> unreachable(reason);
                case KafkaReferenceCopy.State.Present present ->
                        find(workspaceId, subjects, new Search(present, deadline()));
            };
        } catch (StoreFailure broken) {
            return unreachable("The references are being read anew");
        }
    }

    private Found find(String workspaceId, List<Subject> subjects, Search search) {
        for (Subject subject : subjects) {
            RecordKey key = RecordKey.ofSubject(workspaceId, subject);
            if (search.knows(key)) {
                continue;
            }
            if (!readToTheEnd(key, search)) {
                return unreachable("The newest references could not be read in time");
            }
            if (!search.knows(key)) {
                return new Found.Missing(subject);
            }
        }
        return new Found.All();
    }

    /// Those that are not at hand are waited for together, whatever their number.
    @Override
    public Looked look(String workspaceId, Set<Subject> subjects) {
        try {
            return switch (copy.state()) {
                case KafkaReferenceCopy.State.Absent(String reason) ->
                        new Looked(Set.of(), subjects, unreachable(reason));
                case KafkaReferenceCopy.State.Present present ->
                        look(workspaceId, subjects, new Search(present, deadline()));
            };
        } catch (StoreFailure broken) {
            return new Looked(
                    Set.of(), subjects, unreachable("The references are being read anew"));
        }
    }

    private Looked look(String workspaceId, Set<Subject> subjects, Search search) {
        Set<Subject> absent = absent(workspaceId, subjects, search);
        if (absent.isEmpty()) {
            return new Looked(Set.of(), Set.of(), new Found.All());
        }
        Set<RecordKey> keys =
                absent.stream()
                        .map(each -> RecordKey.ofSubject(workspaceId, each))
                        .collect(Collectors.toSet());
        return readToTheEnds(keys, search)
                ? new Looked(absent(workspaceId, absent, search), Set.of(), new Found.All())
                : new Looked(
                        Set.of(),
                        absent,
                        unreachable("The newest references could not be read in time"));
    }

    private static Set<Subject> absent(String workspaceId, Set<Subject> subjects, Search search) {
        return subjects.stream()
                .filter(each -> !search.knows(RecordKey.ofSubject(workspaceId, each)))
                .collect(Collectors.toSet());
    }

    private boolean readToTheEnds(Set<RecordKey> keys, Search search) {
        int partitions = search.copy.applied().partitions();
        Set<TopicPartition> all =
                keys.stream()
                        .map(key -> key.partition(partitions))
                        .map(each -> new TopicPartition(Topics.REFERENCES.name(), each))
                        .collect(Collectors.toSet());
        return ends.endsOf(all, patience.limit()).entrySet().stream()
                .allMatch(each -> search.hasRead(each.getKey(), each.getValue()));
    }

    /// Has everything been read that stood on the key's partition after this was asked?
    private boolean readToTheEnd(RecordKey key, Search search) {
        int partition = key.partition(search.copy.applied().partitions());
        var at = new TopicPartition(Topics.REFERENCES.name(), partition);
        var left = Duration.ofNanos(Math.max(0, search.deadline - System.nanoTime()));
        return switch (ends.endOf(at, left)) {
            case EndOffset.Unknown _ -> false;
            case EndOffset.Known(long end) ->
                    search.copy.applied().await(partition, end, search.deadline);
        };
    }

    @Override
    public Put put(Reference reference) {
        return switch (copy.state()) {
            case KafkaReferenceCopy.State.Absent(String reason) ->
                    new Put.Unavailable(patience.retryAfter(), reason);
            case KafkaReferenceCopy.State.Present present ->
                    put(reference, new Search(present, deadline()));
        };
    }

    private Put put(Reference reference, Search search) {
        Optional<byte[]> value = writer.encode(reference);
        if (value.isEmpty()) {
            return unavailable(appender.unavailable(Hindrance.NO_SCHEMA).reason());
        }
        RecordKey key = reference.recordKey();
        int partition = key.partition(search.copy.applied().partitions());
        var record =
                new ProducerRecord<>(Topics.REFERENCES.name(), partition, key.bytes(), value.get());
        return switch (appender.append(record)) {
            case Append.Appended(var position) -> applied(key, position.offset(), search);
            case Append.TooLarge(int bytes) -> new Put.TooLarge(bytes);
            case Append.Unavailable(var retryAfter, String reason) ->
                    new Put.Unavailable(retryAfter, reason);
        };
    }

    private Put applied(RecordKey key, long offset, Search search) {
        int partition = key.partition(search.copy.applied().partitions());
        if (!search.copy.applied().await(partition, offset + 1, search.deadline)) {
            return unavailable("The write was taken, but could not be read back in time");
        }
        try {
            Optional<StoredReference> row = search.copy.store().find(key.bytes());
            return row.filter(stored -> stored.createdOffset() == offset).isPresent()
                    ? new Put.Created()
                    : new Put.Replaced();
        } catch (StoreFailure broken) {
            return unavailable("The references are being read anew");
        }
    }

    private long deadline() {
        return System.nanoTime() + patience.limit().toNanos();
    }

    private Found unreachable(String reason) {
        return new Found.Unreachable(patience.retryAfter(), reason);
    }

    private Put unavailable(String reason) {
        return new Put.Unavailable(patience.retryAfter(), reason);
    }

    /// One question: the copy it is put to, and until when it may take.
    private record Search(KafkaReferenceCopy.State.Present copy, long deadline) {

        boolean hasRead(TopicPartition at, EndOffset end) {
            return switch (end) {
                case EndOffset.Unknown _ -> false;
                case EndOffset.Known(long offset) ->
                        copy.applied().await(at.partition(), offset, deadline);
            };
        }

        boolean knows(RecordKey key) {
            return copy.store().find(key.bytes()).isPresent();
        }
    }
}
