package io.activityledger.dialects.leadlex;

import io.activityledger.schemas.Activity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What does LeadLex's view of an activity leave out? A few bytes, with which the activity can be
/// made whole again for the other dialects.
///
/// ```
/// flags | recorded_at - occurred_at | source | then, where its flag is set:
/// owner | due | completed | extra | key | fingerprint | contacts | metadata
/// ```
///
/// Numbers take 7 bits a byte, the lowest first; those that may be negative are folded (0, -1, 1,
/// -2, ...). A text is its length and its UTF-8 bytes. The workspace is known to whoever found the
/// row.
public final class LeadLexTail {

    private static final int OWNER = 1;
    private static final int DUE = 1 << 1;
    private static final int COMPLETED = 1 << 2;
    private static final int EXTRA = 1 << 3;
    private static final int KEY = 1 << 4;
    private static final int FINGERPRINT = 1 << 5;
    private static final int DONE = 1 << 6;

    /// Contacts that the view leaves out although they are not just `contact_id`.
    private static final int CONTACTS = 1 << 7;

    /// Metadata that are no plain object, as only a foreign writer's can be: word for word.
    private static final int METADATA = 1 << 8;

    /// A source is its place in this list, counted from 1, or 0 and its name: append only.
    private static final List<String> SOURCES = List.of("leadlex", "reevo", "nodestash", "import");

    private LeadLexTail() {}

    /// What [LeadLexView#activity] leaves out.
    public static byte[] of(Activity activity) {
        int flags = flags(activity);
        long occurredAt = activity.occurredAt().toEpochMilli();
        var to = new CompactWriter();
        to.number(flags);
        to.signed(activity.recordedAt().toEpochMilli() - occurredAt);
        writeSource(activity.source(), to);
        to.text(activity.ownerId());
        writeTime(activity.dueAt(), occurredAt, to);
        writeTime(activity.completedAt(), occurredAt, to);
        if ((flags & EXTRA) != 0) {
            writeExtra(activity.extra(), to);
        }
        to.text(activity.idempotencyKey());
        to.text(activity.requestFingerprint());
        if ((flags & CONTACTS) != 0) {
            to.texts(activity.contactIds());
        }
        if ((flags & METADATA) != 0) {
            to.text(activity.metadataJson());
        }
        return to.bytes();
    }

    /// The activity of which `json` is [LeadLexView]'s view and `tail` what that leaves out.
    public static Activity whole(String workspaceId, byte[] json, byte[] tail) {
        LeadLexFields view = LeadLexFields.parse(json);
        var from = new CompactReader(tail);
        int flags = (int) from.number();
        long occurredAt = view.occurredAt().toEpochMilli();
        Instant recordedAt = Instant.ofEpochMilli(occurredAt + from.signed());
        String source = readSource(from);
        // In the order of the tail's fields.
        String owner = has(flags, OWNER) ? from.text() : null;
        Instant due = has(flags, DUE) ? readTime(occurredAt, from) : null;
        Instant completed = has(flags, COMPLETED) ? readTime(occurredAt, from) : null;
        Map<String, String> extra = has(flags, EXTRA) ? readExtra(from) : Map.of();
        String key = has(flags, KEY) ? from.text() : null;
        String fingerprint = has(flags, FINGERPRINT) ? from.text() : null;
        List<String> contacts = has(flags, CONTACTS) ? from.texts() : view.contacts();
        String metadata = has(flags, METADATA) ? from.text() : view.metadata();
        return new Activity(
                view.id(),
                workspaceId,
                view.required("type"),
                view.occurredAt(),
                recordedAt,
                source,
                view.required("created_by_user_id"),
                view.text("title"),
                view.text("description"),
                view.text("contact_id"),
                view.text("deal_id"),
                view.text("company_id"),
                view.text("entity_type"),
                view.text("entity_id"),
                view.text("entity_name"),
                owner,
                due,
                completed,
                metadata,
                key,
                fingerprint,
                view.text("external_id"),
                contacts,
                view.texts("tags"),
                has(flags, DONE),
                extra);
    }

    private static int flags(Activity activity) {
        int flags = 0;
        flags |= activity.ownerId() != null ? OWNER : 0;
        flags |= activity.dueAt() != null ? DUE : 0;
        flags |= activity.completedAt() != null ? COMPLETED : 0;
        flags |= !activity.extra().isEmpty() ? EXTRA : 0;
        flags |= activity.idempotencyKey() != null ? KEY : 0;
        flags |= activity.requestFingerprint() != null ? FINGERPRINT : 0;
        flags |= activity.isDone() ? DONE : 0;
        flags |= contactsAreOdd(activity) ? CONTACTS : 0;
        flags |= isNoPlainObject(activity.metadataJson()) ? METADATA : 0;
        return flags;
    }

    private static boolean contactsAreOdd(Activity activity) {
        List<String> all = activity.contactIds();
        return all.size() <= 1 && !all.equals(LeadLexFields.usualContacts(activity.contactId()));
    }

    private static boolean isNoPlainObject(@Nullable String json) {
        return json != null && !(json.startsWith("{") && json.endsWith("}"));
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static void writeSource(String source, CompactWriter to) {
        int place = SOURCES.indexOf(source) + 1;
        to.number(place);
        if (place == 0) {
            to.text(source);
        }
    }

    private static String readSource(CompactReader from) {
        int place = (int) from.number();
        return place == 0 ? from.text() : SOURCES.get(place - 1);
    }

    private static void writeTime(@Nullable Instant time, long origin, CompactWriter to) {
        if (time != null) {
            to.signed(time.toEpochMilli() - origin);
        }
    }

    private static Instant readTime(long origin, CompactReader from) {
        return Instant.ofEpochMilli(origin + from.signed());
    }

    /// In the order of the names: the same activity gives the same bytes everywhere.
    private static void writeExtra(Map<String, String> extra, CompactWriter to) {
        to.number(extra.size());
        new TreeMap<>(extra)
                .forEach((name, value) -> {
                    to.text(name);
                    to.text(value);
                });
    }

    private static Map<String, String> readExtra(CompactReader from) {
        Map<String, String> extra = new HashMap<>();
        for (long left = from.number(); left > 0; left--) {
            String name = from.text();
            extra.put(name, from.text());
        }
        return extra;
    }
}
