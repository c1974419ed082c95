package io.activityledger.ingest.reference;

import io.activityledger.dialects.ReferenceWish.ByEmail;
import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/// Whose email addresses are these, as the copy of the `references` topic has it?
///
/// ```
/// exactly one at hand ─▶ that one
/// none, or several    ─▶ where do all partitions end now? ─▶ read that far ─▶ what is then at hand
/// ```
///
/// An address does not say on which partition its owner stands, hence all of them. Safe for many
/// threads; each is a virtual one and may wait.
public final class KafkaAddresses implements KnownAddresses {

    private final KafkaReferenceCopy copy;
    private final EndOffsets ends;
    private final KafkaReferences.Patience patience;

    public KafkaAddresses(
            KafkaReferenceCopy copy, EndOffsets ends, KafkaReferences.Patience patience) {
        this.copy = copy;
        this.ends = ends;
        this.patience = patience;
    }

    @Override
    public Owners owners(String workspaceId, List<ByEmail> sought) {
        try {
            return switch (copy.state()) {
                case KafkaReferenceCopy.State.Absent(String reason) -> unreachable(reason);
                case KafkaReferenceCopy.State.Present present ->
                        owners(workspaceId, Set.copyOf(sought), present);
            };
        } catch (StoreFailure broken) {
            return unreachable("The references are being read anew");
        }
    }

    private Owners owners(
            String workspaceId, Set<ByEmail> sought, KafkaReferenceCopy.State.Present present) {
        var atHand = atHand(workspaceId, sought, present.store());
        if (atHand.size() == sought.size()) {
            return new Owners.Found(atHand);
        }
        return readToTheEnds(present.applied())
                ? new Owners.Found(atHand(workspaceId, sought, present.store()))
                : unreachable("The newest references could not be read in time");
    }

    private static Map<ByEmail, String> atHand(
            String workspaceId, Set<ByEmail> sought, ReferenceStore store) {
        Map<ByEmail, String> ids = new HashMap<>();
        for (ByEmail each : sought) {
            List<String> owners =
                    store.owners(StoredEmail.address(workspaceId, each.kind(), each.email()));
            if (owners.size() == 1) {
                ids.put(each, owners.getFirst());
            }
        }
        return ids;
    }

    private boolean readToTheEnds(AppliedOffsets applied) {
        long deadline = System.nanoTime() + patience.limit().toNanos();
        Set<TopicPartition> all =
                IntStream.range(0, applied.partitions())
                        .mapToObj(each -> new TopicPartition(Topics.REFERENCES.name(), each))
                        .collect(Collectors.toSet());
        return ends.endsOf(all, patience.limit()).entrySet().stream()
                .allMatch(each -> isRead(each.getKey(), each.getValue(), applied, deadline));
    }

    private static boolean isRead(
            TopicPartition partition, EndOffset end, AppliedOffsets applied, long deadline) {
        return switch (end) {
            case EndOffset.Unknown _ -> false;
            case EndOffset.Known(long offset) ->
                    applied.await(partition.partition(), offset, deadline);
        };
    }

    private Owners unreachable(String reason) {
        return new Owners.Unreachable(patience.retryAfter(), reason);
    }
}
