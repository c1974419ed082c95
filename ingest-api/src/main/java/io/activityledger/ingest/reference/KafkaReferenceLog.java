package io.activityledger.ingest.reference;

import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.log.Hindrance;
import io.activityledger.ingest.log.KafkaAppender;
import io.activityledger.ingest.log.PinnedWriter;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The `references` topic, for those who write to it.
///
/// ```
/// put:     append ─▶ wait until the copy has it ─▶ did its life begin with this record?
/// delete:  append no value ─▶ wait until the copy has it
/// create:  append all, side by side: their ids are new
/// ```
///
/// Safe for many threads; each is a virtual one and may wait.
public final class KafkaReferenceLog implements ReferenceLog {

    private static final String UNREAD = "The write was taken, but could not be read back in time";

    private final KafkaReferenceCopy copy;
    private final PinnedWriter<Reference> writer;
    private final KafkaAppender appender;
    private final KafkaReferences.Patience patience;

    public KafkaReferenceLog(
            KafkaReferenceCopy copy,
            PinnedWriter<Reference> writer,
            KafkaAppender appender,
            KafkaReferences.Patience patience) {
        this.copy = copy;
        this.writer = writer;
        this.appender = appender;
        this.patience = patience;
    }

    @Override
    public Put put(Reference reference) {
        return switch (copy.state()) {
            case KafkaReferenceCopy.State.Absent(String reason) ->
                    new Put.Unavailable(patience.retryAfter(), reason);
            case KafkaReferenceCopy.State.Present present ->
                    put(reference, KafkaSearch.within(patience.limit(), present));
        };
    }

    private Put put(Reference reference, KafkaSearch search) {
        return switch (append(reference, search)) {
            case Append.Appended(var position) ->
                    applied(reference.recordKey(), position.offset(), search);
            case Append.TooLarge(int bytes) -> new Put.TooLarge(bytes);
            case Append.Unavailable(var retryAfter, String reason) ->
                    new Put.Unavailable(retryAfter, reason);
        };
    }

    private Append append(Reference reference, KafkaSearch search) {
        Optional<byte[]> value = writer.encode(reference);
        return value.isEmpty()
                ? appender.unavailable(Hindrance.NO_SCHEMA)
                : appender.append(record(reference.recordKey(), value.get(), search));
    }

    /// A record without a value deletes.
    private static ProducerRecord<byte[], byte[]> record(
            RecordKey key, byte @Nullable [] value, KafkaSearch search) {
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
                    create(references, KafkaSearch.within(patience.limit(), present));
        };
    }

    private Creation create(List<Reference> references, KafkaSearch search) {
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
                            KafkaSearch.within(patience.limit(), present));
        };
    }

    private Deletion delete(RecordKey key, KafkaSearch search) {
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

    private Put applied(RecordKey key, long offset, KafkaSearch search) {
        if (!search.awaits(key, offset + 1)) {
            return unavailable(UNREAD);
        }
        try {
            Optional<StoredReference> row = search.row(key);
            return row.filter(stored -> stored.createdOffset() == offset).isPresent()
                    ? new Put.Created()
                    : new Put.Replaced();
        } catch (StoreFailure broken) {
            return unavailable("The references are being read anew");
        }
    }

    private Put unavailable(String reason) {
        return new Put.Unavailable(patience.retryAfter(), reason);
    }
}
