package io.activityledger.ingest.reference;

import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.log.Hindrance;
import io.activityledger.ingest.log.KafkaAppender;
import io.activityledger.ingest.log.PinnedWriter;
import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The `references` topic and the copy of it at hand.
///
/// ```
/// find:  row at hand ─▶ known
///        no row ─▶ where does its partition end now? ─▶ read that far ─▶ row or none: that is true
/// read:  as find, but always up to the end
/// put:   append ─▶ wait until the copy has it ─▶ did its life begin with this record?
/// ```
///
/// Safe for many threads; each is a virtual one and may wait.
public final class KafkaReferences implements KnownReferences, ReferenceReading, ReferenceLog {

    private static final String LATE = "The newest references could not be read in time";
    private static final String UNREAD = "The write was taken, but could not be read back in time";

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
                return unreachable(LATE);
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
        var at = new TopicPartition(Topics.REFERENCES.name(), search.partition(key));
        var left = Duration.ofNanos(Math.max(0, search.deadline - System.nanoTime()));
        return switch (ends.endOf(at, left)) {
            case EndOffset.Unknown _ -> false;
            case EndOffset.Known(long end) -> search.awaits(key, end);
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
        return switch (append(reference, search)) {
            case Append.Appended(var position) ->
                    applied(reference.recordKey(), position.offset(), search);
            case Append.TooLarge(int bytes) -> new Put.TooLarge(bytes);
            case Append.Unavailable(var retryAfter, String reason) ->
                    new Put.Unavailable(retryAfter, reason);
        };
    }

    private Append append(Reference reference, Search search) {
        Optional<byte[]> value = writer.encode(reference);
        return value.isEmpty()
                ? appender.unavailable(Hindrance.NO_SCHEMA)
                : appender.append(record(reference.recordKey(), value.get(), search));
    }

    /// A record without a value deletes.
    private static ProducerRecord<byte[], byte[]> record(
            RecordKey key, byte @Nullable [] value, Search search) {
        return new ProducerRecord<>(
                Topics.REFERENCES.name(), search.partition(key), key.bytes(), value);
    }

    /// Their ids are new, so whoever asks for one finds it: a miss is read up to the end first.
    @Override
    public Creation create(List<Reference> references) {
        return switch (copy.state()) {
            case KafkaReferenceCopy.State.Absent(String reason) ->
                    new Creation.Unavailable(patience.retryAfter(), reason);
            case KafkaReferenceCopy.State.Present present ->
                    create(references, new Search(present, deadline()));
        };
    }

    private Creation create(List<Reference> references, Search search) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var appends =
                    references.stream()
                            .map(each -> threads.submit(() -> append(each, search)))
                            .toList();
            Creation outcome = new Creation.Created();
            for (Future<Append> append : appends) {
                switch (append.get()) {
                    case Append.Appended _ -> {}
                    case Append.TooLarge(int bytes) -> outcome = new Creation.TooLarge(bytes);
                    case Append.Unavailable(var retryAfter, String reason) ->
                            outcome = new Creation.Unavailable(retryAfter, reason);
                }
            }
            return outcome;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Creation.Unavailable(patience.retryAfter(), "The service is stopping");
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @Override
    public Deletion delete(String workspaceId, Subject subject) {
        return switch (copy.state()) {
            case KafkaReferenceCopy.State.Absent(String reason) ->
                    new Deletion.Unavailable(patience.retryAfter(), reason);
            case KafkaReferenceCopy.State.Present present ->
                    delete(
                            RecordKey.ofSubject(workspaceId, subject),
                            new Search(present, deadline()));
        };
    }

    private Deletion delete(RecordKey key, Search search) {
        return switch (appender.append(record(key, null, search))) {
            case Append.Appended(var position) when search.awaits(key, position.offset() + 1) ->
                    new Deletion.Deleted();
            case Append.Appended _ -> new Deletion.Unavailable(patience.retryAfter(), UNREAD);
            case Append.TooLarge(int bytes) ->
                    throw new IllegalStateException("a key of " + bytes + " bytes");
            case Append.Unavailable(var retryAfter, String reason) ->
                    new Deletion.Unavailable(retryAfter, reason);
        };
    }

    @Override
    public Known read(String workspaceId, Subject subject) {
        try {
            return switch (copy.state()) {
                case KafkaReferenceCopy.State.Absent(String reason) -> untold(reason);
                case KafkaReferenceCopy.State.Present present ->
                        read(
                                RecordKey.ofSubject(workspaceId, subject),
                                new Search(present, deadline()));
            };
        } catch (StoreFailure broken) {
            return untold("The references are being read anew");
        } catch (SchemaRegistry.Unavailable away) {
            return untold("The schema registry does not answer: " + away.getMessage());
        }
    }

    private Known read(RecordKey key, Search search) {
        boolean latest = readToTheEnd(key, search);
        Optional<StoredReference> row = search.copy.store().find(key.bytes());
        if (row.isEmpty()) {
            return latest ? new Known.Missing() : untold(LATE);
        }
        return switch (copy.decode(row.get())) {
            case Decoded.Value<Reference>(Reference reference) ->
                    new Known.Found(reference.attributesJson(), latest);
            case Decoded.Unreadable<Reference>(String reason) -> untold(reason);
        };
    }

    private Put applied(RecordKey key, long offset, Search search) {
        if (!search.awaits(key, offset + 1)) {
            return unavailable(UNREAD);
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

    private Known untold(String reason) {
        return new Known.Unreachable(patience.retryAfter(), reason);
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

        int partition(RecordKey key) {
            return key.partition(copy.applied().partitions());
        }

        /// Has everything below `offset` been applied to the key's partition in time?
        boolean awaits(RecordKey key, long offset) {
            return copy.applied().await(partition(key), offset, deadline);
        }
    }
}
