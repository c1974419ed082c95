package io.activityledger.standalone.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.testkit.Randomly;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The bodies of each door: a valid request's relatives.
final class HostileBodies {

    /// Whom activities point at; `ada` has this address.
    static final List<String> KNOWN = List.of("c-0", "c-1", "c-2", "ada");

    static final String ADDRESS = "ada@example.org";

    private final Randomly dice;
    private final HostileText text;

    HostileBodies(Randomly dice) {
        this.dice = dice;
        this.text = new HostileText(dice);
    }

    byte[] leadlex() {
        return text.broken(leadlexObject());
    }

    byte[] reevo() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("activity_time", time());
        metadata.put("subject", maybeEnveloped("\"<string>\""));
        metadata.put("description", "\"talked\"");
        metadata.put("category", "\"OTHER\"");
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("metadata", text.object(metadata));
        attributes.put("account_id", maybeEnveloped(known()));
        attributes.put("opportunity_id", known());
        attributes.put("contact_ids", "[" + reevoContact() + "," + reevoContact() + "]");
        attributes.put("sequence_id", "\"3C90C3CC-0D44-4B50-8888-8DD25736052A\"");
        return text.broken(text.object(Map.of("attributes", text.object(attributes))));
    }

    byte[] nodestash() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("type", dice.oneOf("\"task\"", "\"note\"", "\"call\"", "\"custom\""));
        fields.put("subject", "\"Follow up on proposal\"");
        fields.put("body", "\"Discuss pricing\"");
        fields.put("contact_id", known());
        fields.put("company_id", known());
        fields.put("deal_id", known());
        fields.put("owner_id", "\"u-1\"");
        fields.put("is_done", dice.oneOf("true", "false"));
        fields.put("due_date", "\"2026-03-01T09:00:00Z\"");
        fields.put("metadata", text.metadata());
        fields.put("tags", "[\"follow-up\",\"important\"]");
        return text.broken(text.object(fields));
    }

    /// Some items; now and then one more than may be, or one that is too large.
    byte[] batch(String before, String between, String after) {
        int count = dice.inPercent(1) ? dice.oneOf(999, 1_000, 1_001) : dice.number(0, 24);
        Stream<String> items =
                IntStream.range(0, count)
                        .mapToObj(_ ->
                                count > 24 ? "{\"type\":\"bulk\"}" : item(between.equals("\n")));
        String joined = items.collect(Collectors.joining(between, before, after));
        return text.broken(joined);
    }

    /// What contacts, deals, companies, webhooks, keys and the workspace are made of.
    byte[] reference() {
        String object = referenceObject();
        return text.broken(
                dice.inPercent(30)
                        ? "{\"%s\":[%s,%s]}"
                                .formatted(
                                        dice.oneOf("contacts", "deals"), object, referenceObject())
                        : object);
    }

    byte[] administration() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "\"fuzz\"");
        fields.put("permissions", "[\"activities:read\",\"read:contacts\"]");
        fields.put("rate_limit_tier", dice.oneOf("\"standard\"", "\"high\""));
        fields.put(
                "url",
                dice.oneOf("\"https://127.0.0.1:1/x\"", "\"http://[::1]:1/\"", "\"ftp://x\""));
        fields.put("events", dice.oneOf("[\"activity.created\"]", "[\"*\"]", "[\"x\"]"));
        fields.put("description", "\"said\"");
        fields.put("active", dice.oneOf("true", "false"));
        fields.put("reference_check", dice.oneOf("true", "false"));
        fields.put("allowed_origins", "[\"https://app.example.com\"]");
        fields.put("rate_limits", "[{\"requests\":1000000,\"seconds\":60}]");
        return text.broken(text.object(fields));
    }

    byte[] garbage() {
        return text.broken(dice.oneOf(text.any(0), "", "{}", "[]", "null", "type=note&title=x"));
    }

    private String leadlexObject() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("type", dice.oneOf("\"call\"", "\"note\"", "\"ai_action\"", "\"é😀\""));
        fields.put("title", dice.oneOf("\"Discovery call\"", "\"" + "😀".repeat(500) + "\""));
        fields.put("description", dice.oneOf("\"Discussed plans.\"", "\"line\\n\\tline\\u0007\""));
        fields.put("contact_id", known());
        fields.put("deal_id", known());
        fields.put("metadata", text.metadata());
        if (dice.inPercent(40)) {
            fields.put("company_id", known());
            fields.put("contact_ids", "[" + known() + "," + known() + "]");
            fields.put("entity_type", "\"ticket\"");
            fields.put("entity_id", "\"T/1 %\"");
            fields.put("entity_name", "\"Ticket\"");
            fields.put("tags", "[\"a\",\"😀\"]");
            fields.put("external_id", "\"x-1\"");
            fields.put(dice.oneOf("occurred_at", "created_date"), time());
        }
        return text.object(fields);
    }

    private String item(boolean onOneLine) {
        String item =
                dice.inPercent(5)
                        ? text.any(0)
                        : dice.inPercent(1)
                                ? "{\"type\":\"x\",\"description\":\"" + "y".repeat(70_000) + "\"}"
                                : leadlexObject();
        String keyed =
                dice.inPercent(15) && item.startsWith("{\"")
                        ? "{\"idempotency_key\":" + itemKey() + "," + item.substring(1)
                        : item;
        return onOneLine ? keyed.replaceAll("[\r\n]", " ") : keyed;
    }

    private String itemKey() {
        return dice.inPercent(15) ? text.any(2) : "\"item-" + dice.number(0, 400) + "\"";
    }

    private String referenceObject() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("full_name", "\"Bob\"");
        fields.put("name", "\"Thing\"");
        fields.put("first_name", "\"Bob\"");
        fields.put("email", "\"bob@example.org\"");
        fields.put("priority", dice.oneOf("1", "\"high\""));
        fields.put("tags", "[\"a\"]");
        fields.put("custom_fields", text.metadata());
        fields.put("probability", "50");
        fields.put("created_date", time());
        return text.object(fields);
    }

    private String known() {
        return "\"" + (dice.inPercent(3) ? "nobody" : dice.oneOf(KNOWN)) + "\"";
    }

    private String reevoContact() {
        return switch (dice.number(0, 4)) {
            case 0 -> "{\"related_record_match\":{\"email\":\"" + ADDRESS + "\"}}";
            case 1 -> "{\"related_record_id\":" + known() + "}";
            case 2 -> maybeEnveloped(known());
            default -> known();
        };
    }

    private String maybeEnveloped(String value) {
        return dice.inPercent(30) ? "{\"value_type\":\"string\",\"value\":" + value + "}" : value;
    }

    private String time() {
        return dice.oneOf(
                "\"2026-02-14T09:30:00Z\"",
                "\"2026-02-14T09:30:00.123Z\"",
                "\"2026-02-14T10:30:00.123456+01:00\"",
                "\"2026-02-14\"");
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
