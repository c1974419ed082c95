package io.activityledger.timeline.projection;

import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.LinkOrigin;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Activities as they stand on a log of one partition, written and judged by the product's own
/// code.
final class FakeLedger {

    static final String WORKSPACE = "w";

    private final Registry registry = new Registry();
    private final EventCodec codec = new EventCodec(registry);
    private final EventCodec.AvroWriter<Activity> writer = codec.writer();
    private final RecordJudge judge = new RecordJudge(codec, 1);

    TimelineFold fold() {
        return new TimelineFold(judge, new ResponseView(LeadLexView::activity, LeadLexTail::of));
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, byte[] key, byte[] value) {
        return new ConsumerRecord<>(Topics.ACTIVITIES.name(), 0, offset, key, value);
    }

    ConsumerRecord<byte[], byte[]> record(long offset, Activity activity) {
        return record(offset, activity.recordKey().bytes(), writer.encode(activity));
    }

    byte[] value(Activity activity) {
        return writer.encode(activity);
    }

    /// The copy for one of its further subjects, of the record that stands at `origin`.
    ConsumerRecord<byte[], byte[]> link(
            long offset, Activity activity, Subject further, long origin) {
        return link(offset, activity, writer.encode(activity), further, origin);
    }

    ConsumerRecord<byte[], byte[]> link(
            long offset, Activity activity, byte[] value, Subject further, long origin) {
        byte[] key = RecordKey.ofSubject(activity.workspaceId(), further).bytes();
        var link = new ConsumerRecord<>(Topics.TIMELINE_LINKS.name(), 0, offset, key, value);
        link.headers().add(LinkOrigin.HEADER, new LinkOrigin(0, origin).bytes());
        return link;
    }

    /// The n-th activity, of a contact and a deal.
    static Activity about(String contact, String deal, String type, long occurredAtMillis, long n) {
        int slot = RecordKey.ofSubject(WORKSPACE, Subject.contact(contact)).slot();
        return activity(contact, deal, type, occurredAtMillis, idOf(n, slot), "title " + n);
    }

    static byte[] json(Activity activity) {
        return LeadLexView.activity(activity);
    }

    /// The n-th activity of a contact; its slot is its contact's.
    static Activity about(String contact, String type, long occurredAtMillis, long n) {
        int slot = RecordKey.ofSubject(WORKSPACE, Subject.contact(contact)).slot();
        return activity(contact, null, type, occurredAtMillis, idOf(n, slot), "title " + n);
    }

    static Activity aboutNothing(long n) {
        return activity(null, null, "note", 1_000 + n, idOf(n, 0), "alone");
    }

    static Activity again(Activity first, String title) {
        return activity(
                first.contactId(),
                first.dealId(),
                first.type(),
                first.occurredAt().toEpochMilli(),
                first.id(),
                title);
    }

    private static ActivityId idOf(long n, int slot) {
        long mixed = n * 0x9E37_79B9_7F4A_7C15L;
        long high = (mixed & ~0xF000L) | 0x7000L;
        long low = Long.MIN_VALUE | (n << 16 & Long.MAX_VALUE >>> 1) | slot;
        return new ActivityId(new UUID(high, low));
    }

    private static Activity activity(
            String contact,
            String deal,
            String type,
            long occurredAtMillis,
            ActivityId id,
            String title) {
        return new Activity(
                id,
                WORKSPACE,
                type,
                Instant.ofEpochMilli(occurredAtMillis),
                Instant.ofEpochMilli(occurredAtMillis),
                "leadlex",
                "tester",
                title,
                null,
                contact,
                deal,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "print of " + title,
                null,
                contact == null ? List.of() : List.of(contact),
                List.of(),
                false,
                Map.of());
    }

    /// Keeps schemas in memory, as a registry would.
    private static final class Registry implements SchemaRegistry {

        private final Map<Integer, String> schemas = new ConcurrentHashMap<>();

        @Override
        public int register(String subject, String schema) {
            schemas.put(1, schema);
            return 1;
        }

        @Override
        public Optional<String> schemaById(int id) {
            return Optional.ofNullable(schemas.get(id));
        }
    }
}
