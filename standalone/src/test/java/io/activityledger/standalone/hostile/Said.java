package io.activityledger.standalone.hostile;

import io.activityledger.schemas.Activity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What was said of an activity: in a request of each dialect, in LeadLex's answer, on the log?
/// Written from the documents, and sharing nothing with the code that reads requests. Times are
/// left out: what is kept of them depends on the clock.
public record Said(Map<String, Object> fields) {

    private static final Pattern UUID =
            Pattern.compile("\"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final List<String> SHOWN =
            List.of(
                    "type",
                    "title",
                    "description",
                    "contact",
                    "deal",
                    "entity_type",
                    "entity_id",
                    "entity_name",
                    "metadata");

    /// In a request to record an activity.
    static Said inRequest(HostileRequest.Door door, Map<?, ?> body) {
        return switch (door) {
            case LEADLEX, BATCH_ARRAY, BATCH_LINES -> inLeadLex(body);
            case REEVO -> inReevo(body);
            case NODESTASH -> inNodestash(body);
            case OTHER -> throw new IllegalArgumentException("records nothing");
        };
    }

    private static Said inLeadLex(Map<?, ?> body) {
        var said = new TreeMap<String, Object>();
        put(said, "type", body.get("type"));
        put(said, "title", body.get("title"));
        put(said, "description", body.get("description"));
        Set<Object> contacts = new LinkedHashSet<>();
        if (present(body.get("contact_id"))) {
            contacts.add(id(body.get("contact_id")));
        }
        list(body.get("contact_ids")).forEach(each -> contacts.add(id(each)));
        contacts(said, List.copyOf(contacts));
        put(said, "deal", id(body.get("deal_id")));
        put(said, "company", id(body.get("company_id")));
        put(said, "entity_type", id(body.get("entity_type")));
        put(said, "entity_id", id(body.get("entity_id")));
        put(said, "entity_name", body.get("entity_name"));
        put(said, "metadata", body.get("metadata"));
        put(said, "tags", some(list(body.get("tags"))));
        put(said, "external_id", body.get("external_id"));
        return new Said(said);
    }

    private static Said inReevo(Map<?, ?> body) {
        Map<?, ?> attributes = map(opened(map(body).get("attributes")));
        Map<?, ?> metadata = map(attributes.get("metadata"));
        var said = new TreeMap<String, Object>();
        put(said, "type", "\"MANUAL_ACTIVITY");
        put(said, "title", metadata.get("subject"));
        put(said, "description", metadata.get("description"));
        Set<Object> contacts = new LinkedHashSet<>();
        list(attributes.get("contact_ids")).forEach(each -> contacts.add(referred(each)));
        contacts(said, List.copyOf(contacts));
        put(said, "deal", referred(attributes.get("opportunity_id")));
        put(said, "company", referred(attributes.get("account_id")));
        var extra = new TreeMap<String, Object>();
        put(extra, "category", metadata.get("category"));
        put(extra, "sequence_id", id(attributes.get("sequence_id")));
        String stage = "pipeline_select_list_value_id";
        put(extra, stage, id(attributes.get(stage)));
        put(said, "extra", extra.isEmpty() ? null : extra);
        return new Said(said);
    }

    private static Said inNodestash(Map<?, ?> body) {
        var said = new TreeMap<String, Object>();
        put(said, "type", body.get("type"));
        put(said, "title", body.get("subject"));
        put(said, "description", body.get("body"));
        contacts(
                said,
                present(body.get("contact_id")) ? List.of(id(body.get("contact_id"))) : List.of());
        put(said, "deal", id(body.get("deal_id")));
        put(said, "company", id(body.get("company_id")));
        put(said, "owner", id(body.get("owner_id")));
        put(said, "metadata", body.get("metadata"));
        put(said, "tags", some(list(body.get("tags"))));
        put(said, "is_done", "true".equals(body.get("is_done")) ? "true" : null);
        return new Said(said);
    }

    /// In the activity object of a LeadLex answer, which shows only some of it.
    static Said inAnswer(Map<?, ?> view) {
        var said = new TreeMap<String, Object>();
        for (String name : SHOWN) {
            boolean reference = name.equals("contact") || name.equals("deal");
            put(said, name, view.get(reference ? name + "_id" : name));
        }
        return new Said(said);
    }

    /// On the log.
    public static Said onLog(Activity activity) {
        var said = new TreeMap<String, Object>();
        put(said, "type", text(activity.type()));
        put(said, "title", text(activity.title()));
        put(said, "description", text(activity.description()));
        contacts(said, texts(activity.contactIds()));
        put(said, "deal", text(activity.dealId()));
        put(said, "company", text(activity.companyId()));
        put(said, "entity_type", text(activity.entityType()));
        put(said, "entity_id", text(activity.entityId()));
        put(said, "entity_name", text(activity.entityName()));
        put(said, "owner", text(activity.ownerId()));
        String metadata = activity.metadataJson();
        put(said, "metadata", metadata == null ? null : Meaning.of(metadata).orElse("broken"));
        put(said, "tags", some(texts(activity.tags())));
        put(said, "external_id", text(activity.externalId()));
        put(said, "is_done", activity.isDone() ? "true" : null);
        var extra = new TreeMap<String, Object>();
        activity.extra().forEach((name, value) -> extra.put(name, '"' + value));
        put(said, "extra", extra.isEmpty() ? null : extra);
        return new Said(said);
    }

    /// As much of it as LeadLex's answers show.
    public Said shown() {
        var shown = new TreeMap<>(fields);
        shown.keySet().retainAll(SHOWN);
        return new Said(shown);
    }

    private static void contacts(Map<String, Object> said, List<?> contacts) {
        put(said, "contacts", some(contacts));
        put(said, "contact", contacts.isEmpty() ? null : contacts.getFirst());
    }

    private static void put(Map<String, Object> said, String name, @Nullable Object value) {
        if (value != null && present(value)) {
            said.put(name, value);
        }
    }

    private static boolean present(@Nullable Object value) {
        return value != null && !value.equals("null");
    }

    private static @Nullable Object some(List<?> items) {
        return items.isEmpty() ? null : items;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> items ? items : List.of();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> fields ? fields : Map.of();
    }

    /// UUIDs are one however their letters are written.
    private static @Nullable Object id(@Nullable Object value) {
        return value instanceof String text && UUID.matcher(text).matches()
                ? text.toLowerCase(Locale.ROOT)
                : value;
    }

    private static @Nullable Object referred(@Nullable Object value) {
        if (value instanceof Map<?, ?> reference) {
            return reference.containsKey("related_record_id")
                    ? id(reference.get("related_record_id"))
                    : "\"ada";
        }
        return id(value);
    }

    /// Reevo's clients may put each value into an envelope.
    private static @Nullable Object opened(@Nullable Object value) {
        if (value instanceof List<?> items) {
            var opened = new ArrayList<Object>();
            items.forEach(each -> opened.add(opened(each)));
            return opened;
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return value;
        }
        boolean envelope =
                fields.keySet().equals(Set.of("value_type", "value"))
                        && String.valueOf(fields.get("value_type")).startsWith("\"");
        if (envelope) {
            return opened(fields.get("value"));
        }
        var opened = new TreeMap<String, Object>();
        fields.forEach((name, each) -> opened.put((String) name, opened(each)));
        return opened;
    }

    private static @Nullable Object text(@Nullable String value) {
        return value == null ? null : '"' + value;
    }

    private static List<Object> texts(List<String> values) {
        return values.stream().<Object>map(value -> '"' + value).toList();
    }
}
