package io.activityledger.dialects.reevo;

import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.ReferenceWish;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.reading.ActivityLimits;
import io.activityledger.dialects.reading.RequestFields;
import io.activityledger.schemas.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which contacts, opportunity and account does a request point at? Each by its id, raw or as
/// `{"related_record_id"}`, or by `{"related_record_match":{"email"}}`.
final class ReevoReferences {

    private static final String MATCH = "related_record_match";
    private static final String ID = "related_record_id";
    private static final String EMAIL = "email";
    private static final int LONGEST_EMAIL = 320;

    private final RequestFields attributes;

    ReevoReferences(RequestFields attributes) {
        this.attributes = attributes;
    }

    /// Contacts, then the opportunity, then the account.
    List<ReferenceWish> wishes() {
        List<ReferenceWish> wishes = new ArrayList<>(contacts());
        single(Subject.Kind.DEAL, "opportunity_id").ifPresent(wishes::add);
        single(Subject.Kind.COMPANY, "account_id").ifPresent(wishes::add);
        List<ReferenceWish> distinct = wishes.stream().distinct().toList();
        if (distinct.size() > ActivityLimits.MOST_SUBJECTS) {
            tooMany();
        }
        return distinct;
    }

    private List<ReferenceWish> contacts() {
        List<Json> items = attributes.items("contact_ids");
        List<ReferenceWish> contacts = new ArrayList<>();
        if (items.size() > ActivityLimits.MOST_SUBJECTS) {
            tooMany();
            return contacts;
        }
        for (int at = 0; at < items.size(); at++) {
            wish(Subject.Kind.CONTACT, "contact_ids." + at, items.get(at)).ifPresent(contacts::add);
        }
        return contacts;
    }

    private void tooMany() {
        attributes.refuse(
                "contact_ids",
                Kind.TOO_MANY,
                "leads to more than " + ActivityLimits.MOST_SUBJECTS + " records");
    }

    private Optional<ReferenceWish> single(Subject.Kind kind, String name) {
        return attributes.value(name).flatMap(value -> wish(kind, name, value));
    }

    private Optional<ReferenceWish> wish(Subject.Kind kind, String name, Json value) {
        return switch (value) {
            case Json.JsonText(String text) -> byId(kind, name, text);
            case Json.JsonObject(var fields) when fields.containsKey(ID) ->
                    fields.get(ID) instanceof Json.JsonText(String text)
                            ? byId(kind, name, text)
                            : refused(name, ID + " must be a string");
            case Json.JsonObject(var fields) when fields.keySet().equals(Set.of(MATCH)) ->
                    byEmail(kind, name, email(fields));
            case Json.JsonObject _,
                    Json.JsonArray _,
                    Json.JsonNumber _,
                    Json.JsonBool _,
                    Json.JsonNull _ -> {
                attributes.refuse(
                        name,
                        Kind.NO_TEXT,
                        "must be an id or {\"%s\":{\"%s\":…}}, not %s"
                                .formatted(MATCH, EMAIL, value.kind()));
                yield Optional.empty();
            }
        };
    }

    private Optional<ReferenceWish> byId(Subject.Kind kind, String name, String text) {
        return attributes
                .idOf(name, text)
                .map(id -> new ReferenceWish.ById(Subject.named(kind, id)));
    }

    /// Only a match by email alone: to match by less than was asked would point at strangers.
    private static String email(Map<String, Json> reference) {
        return reference.get(MATCH) instanceof Json.JsonObject(var match)
                        && match.keySet().equals(Set.of(EMAIL))
                        && match.get(EMAIL) instanceof Json.JsonText(String email)
                ? email
                : "";
    }

    private Optional<ReferenceWish> byEmail(Subject.Kind kind, String name, String email) {
        boolean possible =
                email.indexOf('@') > 0
                        && email.codePointCount(0, email.length()) <= LONGEST_EMAIL
                        && email.chars().noneMatch(Character::isISOControl);
        return possible
                ? Optional.of(
                        new ReferenceWish.ByEmail(
                                kind, email, ReevoRequest.ATTRIBUTES + "." + name))
                : refused(name, MATCH + " must hold an email address and nothing else");
    }

    private Optional<ReferenceWish> refused(String name, String problem) {
        attributes.refuse(name, Kind.NOT_VALID, problem);
        return Optional.empty();
    }
}
