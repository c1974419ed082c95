package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which contact does a "Create Contact" request make? One with a name, put together from what is
/// said; its priority is a number whichever way it was sent.
final class NewContact {

    private static final List<String> SHOWN =
            List.of(
                    "id",
                    "first_name",
                    "last_name",
                    "full_name",
                    "email",
                    "priority",
                    "created_date");
    private static final Map<String, String> PRIORITIES =
            Map.of("high", "1", "medium", "2", "low", "3", "1", "1", "2", "2", "3", "3");
    private static final String COMPANY = "related_company_id";

    private NewContact() {}

    static NewReference of(ReferenceFields fields, String id, Instant now) {
        keepName(fields);
        fields.keep("priority", priority(fields).orElse(ReferenceFields.NOTHING));
        boolean adjusted = fields.keepCreated(now);
        fields.checkText("phone", "job_title", "company", "linkedin_url");
        fields.checkTexts("tags");
        fields.checkObject("custom_fields");
        Optional<String> company = fields.id(COMPANY, "company_id");
        company.ifPresent(it -> fields.keepText(COMPANY, it));
        Json.JsonObject all = fields.all();
        return new NewReference(
                id,
                JsonWriter.compact(all),
                JsonWriter.compact(shown(all)),
                company.map(Subject::company).stream().toList(),
                adjusted);
    }

    private static void keepName(ReferenceFields fields) {
        var said =
                new PersonName(
                        fields.line("first_name").orElse(""),
                        fields.line("last_name").orElse(""),
                        fields.line("full_name").orElse(""));
        String email = fields.address("email").orElse("");
        PersonName name = PersonName.completed(said, email);
        if (name.full().isEmpty() && email.isEmpty()) {
            fields.refuse(
                    "full_name",
                    Kind.MISSING,
                    "is required where there is neither first_name and last_name nor email");
        }
        fields.keepText("first_name", name.first());
        fields.keepText("last_name", name.last());
        fields.keepText("full_name", name.full());
        fields.keepText("email", email);
    }

    private static Optional<Json> priority(ReferenceFields fields) {
        Optional<Json> sent = fields.value("priority");
        Optional<Json> number = sent.flatMap(NewContact::priority);
        if (sent.isPresent() && number.isEmpty()) {
            fields.refuse(
                    "priority", Kind.NOT_ONE_OF, "must be high, medium, low, or 1, 2, 3 for these");
        }
        return number;
    }

    private static Optional<Json> priority(Json sent) {
        String word =
                switch (sent) {
                    case Json.JsonText(String text) -> text.toLowerCase(Locale.ROOT);
                    case Json.JsonNumber(String literal) -> literal;
                    case Json _ -> "";
                };
        return Optional.ofNullable(PRIORITIES.get(word)).map(Json.JsonNumber::new);
    }

    private static Json.JsonObject shown(Json.JsonObject all) {
        Map<String, Json> shown = new LinkedHashMap<>();
        for (String name : SHOWN) {
            shown.put(name, all.fields().getOrDefault(name, new Json.JsonNull()));
        }
        return new Json.JsonObject(shown);
    }
}
