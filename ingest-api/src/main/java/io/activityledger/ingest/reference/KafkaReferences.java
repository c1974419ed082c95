package io.activityledger.ingest.reference;

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
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/// What does the copy of `references` at hand say, and is that all there is?
///
/// ```
/// find:  row at hand ─▶ known
///        no row ─▶ where does its partition end now? ─▶ read that far ─▶ row or none: that is true
/// read:  as find, but always up to the end
/// ```
///
/// Safe for many threads; each is a virtual one and may wait.
public final class KafkaReferences implements KnownReferences, ReferenceReading {

    private static final String LATE = "The newest references could not be read in time";

    private final KafkaReferenceCopy copy;
    private final EndOffsets ends;
    private final Patience patience;

    /// How long a request waits, and what it is told when that was not enough.
    public record Patience(Duration limit, Duration retryAfter) {}

    public KafkaReferences(KafkaReferenceCopy copy, EndOffsets ends, Patience patience) {
        this.copy = copy;
        this.ends = ends;
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
                        find(workspaceId, subjects, KafkaSearch.within(patience.limit(), present));
            };
        } catch (StoreFailure broken) {
            return unreachable("The references are being read anew");
        }
    }

    private Found find(String workspaceId, List<Subject> subjects, KafkaSearch search) {
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
                        look(workspaceId, subjects, KafkaSearch.within(patience.limit(), present));
            };
        } catch (StoreFailure broken) {
            return new Looked(
                    Set.of(), subjects, unreachable("The references are being read anew"));
        }
    }

    private Looked look(String workspaceId, Set<Subject> subjects, KafkaSearch search) {
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
                : new Looked(Set.of(), absent, unreachable(LATE));
    }

    private static Set<Subject> absent(
            String workspaceId, Set<Subject> subjects, KafkaSearch search) {
        return subjects.stream()
                .filter(each -> !search.knows(RecordKey.ofSubject(workspaceId, each)))
                .collect(Collectors.toSet());
    }

    private boolean readToTheEnds(Set<RecordKey> keys, KafkaSearch search) {
        int partitions = search.copy().applied().partitions();
        Set<TopicPartition> all =
                keys.stream()
                        .map(key -> key.partition(partitions))
                        .map(each -> new TopicPartition(Topics.REFERENCES.name(), each))
                        .collect(Collectors.toSet());
        return ends.endsOf(all, patience.limit()).entrySet().stream()
                .allMatch(each -> search.hasRead(each.getKey(), each.getValue()));
    }

    /// Has everything been read that stood on the key's partition after this was asked?
    private boolean readToTheEnd(RecordKey key, KafkaSearch search) {
        var at = new TopicPartition(Topics.REFERENCES.name(), search.partition(key));
        var left = Duration.ofNanos(Math.max(0, search.deadline() - System.nanoTime()));
        return switch (ends.endOf(at, left)) {
            case EndOffset.Unknown _ -> false;
            case EndOffset.Known(long end) -> search.awaits(key, end);
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
                                KafkaSearch.within(patience.limit(), present));
            };
        } catch (StoreFailure broken) {
            return untold("The references are being read anew");
        } catch (SchemaRegistry.Unavailable away) {
            return untold("The schema registry does not answer: " + away.getMessage());
        }
    }

    private Known read(RecordKey key, KafkaSearch search) {
        boolean latest = readToTheEnd(key, search);
        Optional<StoredReference> row = search.row(key);
        if (row.isEmpty()) {
            return latest ? new Known.Missing() : untold(LATE);
        }
        return switch (copy.decode(row.get())) {
            case Decoded.Value<Reference>(Reference reference) ->
                    new Known.Found(reference.attributesJson(), latest);
            case Decoded.Unreadable<Reference>(String reason) -> untold(reason);
        };
    }

    private Found unreachable(String reason) {
        return new Found.Unreachable(patience.retryAfter(), reason);
    }

    private Known untold(String reason) {
        return new Known.Unreachable(patience.retryAfter(), reason);
    }
}
