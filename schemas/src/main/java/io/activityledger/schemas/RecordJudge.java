package io.activityledger.schemas;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Is this record of `activities` sound? The one function by which every reader of the ledger tells
/// an activity from poison: the value decodes, key, id's slot and partition agree, and the metadata
/// are an object, for they go into answers and deliveries word for word.
///
/// Safe for many threads. Throws [SchemaRegistry.Unavailable] where only the registry is at fault.
public final class RecordJudge {

    private final EventCodec codec;
    private final int partitions;

    /// `partitions` is the partition count of `activities`, a power of two.
    public RecordJudge(EventCodec codec, int partitions) {
        this.codec = codec;
        this.partitions = partitions;
    }

    public Verdict judge(byte @Nullable [] key, byte @Nullable [] value, int partition) {
        if (key == null) {
            return new Verdict.Poison(PoisonKind.INCOMPLETE, "the record has no key");
        }
        if (value == null) {
            return new Verdict.Poison(PoisonKind.INCOMPLETE, "the record has no value");
        }
        return switch (codec.decode(value)) {
            case Decoded.Unreadable<Activity>(String reason) ->
                    new Verdict.Poison(PoisonKind.UNREADABLE, reason);
            case Decoded.Value<Activity>(Activity activity) -> placed(activity, key, partition);
        };
    }

    private Verdict placed(Activity activity, byte[] key, int partition) {
        RecordKey expected = activity.recordKey();
        if (!expected.matches(key)) {
            return new Verdict.Poison(
                    PoisonKind.MISPLACED,
                    "the record's key is not its subject's, " + expected.text());
        }
        if (!activity.subjects().isEmpty() && activity.id().slot() != expected.slot()) {
            return new Verdict.Poison(
                    PoisonKind.MISPLACED, "the slot in the activity's id is not its key's");
        }
        if (activity.id().partition(partitions) != partition) {
            return new Verdict.Poison(
                    PoisonKind.MISPLACED,
                    "the record stands on a partition that its id does not name");
        }
        if (!MetadataText.isObject(activity.metadataJson())) {
            return new Verdict.Poison(PoisonKind.METADATA, "metadata_json is no JSON object");
        }
        return new Verdict.Sound(activity);
    }

    /// Is this record of `timeline-links` sound? It stands under the key of one of its activity's
    /// further subjects, and says which record it repeats.
    public LinkVerdict judgeLink(
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte @Nullable [] origin,
            int partition) {
        if (key == null || value == null) {
            return new LinkVerdict.Poison(PoisonKind.INCOMPLETE, "the link has no key or no value");
        }
        Optional<LinkOrigin> from = LinkOrigin.parse(origin);
        if (from.isEmpty()) {
            return new LinkVerdict.Poison(
                    PoisonKind.INCOMPLETE, "the link does not say which record it repeats");
        }
        return switch (codec.decode(value)) {
            case Decoded.Unreadable<Activity>(String reason) ->
                    new LinkVerdict.Poison(PoisonKind.UNREADABLE, reason);
            case Decoded.Value<Activity>(Activity activity) ->
                    linked(activity, from.get(), key, partition);
        };
    }

    private LinkVerdict linked(Activity activity, LinkOrigin origin, byte[] key, int partition) {
        if (activity.id().partition(partitions) != origin.partition()) {
            return new LinkVerdict.Poison(
                    PoisonKind.MISPLACED, "the link's origin is not where its id lives");
        }
        if (!MetadataText.isObject(activity.metadataJson())) {
            return new LinkVerdict.Poison(PoisonKind.METADATA, "metadata_json is no JSON object");
        }
        for (Subject subject : activity.furtherSubjects()) {
            RecordKey expected = RecordKey.ofSubject(activity.workspaceId(), subject);
            if (expected.matches(key)) {
                return expected.partition(partitions) == partition
                        ? new LinkVerdict.Sound(activity, subject, origin)
                        : new LinkVerdict.Poison(
                                PoisonKind.MISPLACED, "the link is not on its subject's partition");
            }
        }
        return new LinkVerdict.Poison(
                PoisonKind.MISPLACED, "the link's key is none of its further subjects'");
    }

    /// What a record of `timeline-links` is.
    public sealed interface LinkVerdict {

        /// An activity, and the further subject whose timeline it is to stand in.
        record Sound(Activity activity, Subject subject, LinkOrigin origin)
                implements LinkVerdict {}

        /// Nothing that a timeline could show; the reason is for people.
        record Poison(PoisonKind kind, String reason) implements LinkVerdict {}
    }

    /// What a record of `activities` is.
    public sealed interface Verdict {

        /// An activity where it belongs.
        record Sound(Activity activity) implements Verdict {}

        /// Nothing that a timeline could show; the reason is for people.
        record Poison(PoisonKind kind, String reason) implements Verdict {}
    }
}
