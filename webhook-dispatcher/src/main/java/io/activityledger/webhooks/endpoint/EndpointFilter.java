package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.reading.ActivityLimits;
import io.activityledger.dialects.reading.ReferenceId;
import io.activityledger.schemas.Activity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which activities does an endpoint want to hear of? All that is said must hold; of several types
/// any will do.
public record EndpointFilter(
        List<String> activityTypes,
        @Nullable String contactId,
        @Nullable String dealId,
        @Nullable String companyId,
        @Nullable String entityType,
        @Nullable String entityId) {

    static final int MOST_TYPES = 50;
    static final String TYPES = "activity_types";
    static final String CONTACT = "contact_id";
    static final String DEAL = "deal_id";
    static final String COMPANY = "company_id";
    static final String ENTITY_TYPE = "entity_type";
    static final String ENTITY_ID = "entity_id";

    private static final Set<String> NAMES =
            Set.of(TYPES, CONTACT, DEAL, COMPANY, ENTITY_TYPE, ENTITY_ID);
    private static final EndpointFilter ALL =
            new EndpointFilter(List.of(), null, null, null, null, null);

    public EndpointFilter {
        activityTypes = List.copyOf(activityTypes);
    }

    /// Whoever says nothing hears of everything.
    public static EndpointFilter all() {
        return ALL;
    }

    /// Whether the activity is wanted.
    public boolean passes(Activity activity) {
        return (activityTypes.isEmpty() || activityTypes.contains(activity.type()))
                && (contactId == null || activity.contactIds().contains(contactId))
                && isOrAny(dealId, activity.dealId())
                && isOrAny(companyId, activity.companyId())
                && isOrAny(entityType, activity.entityType())
                && isOrAny(entityId, activity.entityId());
    }

    private static boolean isOrAny(@Nullable String wanted, @Nullable String given) {
        return wanted == null || wanted.equals(given);
    }

    /// What a client wrote, or a fact holds.
    static EndpointFilter of(Json value) {
        if (!(value instanceof Json.JsonObject(var fields))) {
            throw new UnsoundSetting("must be an object, not " + value.kind());
        }
        for (String name : fields.keySet()) {
            if (!NAMES.contains(name)) {
                throw new UnsoundSetting("has no " + UnsoundSetting.cut(name));
            }
        }
        var filter =
                new EndpointFilter(
                        types(fields),
                        id(fields, CONTACT),
                        id(fields, DEAL),
                        id(fields, COMPANY),
                        id(fields, ENTITY_TYPE),
                        id(fields, ENTITY_ID));
        if (filter.entityId() != null && filter.entityType() == null) {
            throw new UnsoundSetting("names an entity_id, but no entity_type");
        }
        return filter;
    }

    private static List<String> types(Map<String, Json> fields) {
        Json value = fields.get(TYPES);
        if (value == null || value instanceof Json.JsonNull) {
            return List.of();
        }
        if (!(value instanceof Json.JsonArray(var items))
                || items.isEmpty()
                || items.size() > MOST_TYPES) {
            throw new UnsoundSetting(TYPES + " must be an array of 1 to " + MOST_TYPES + " types");
        }
        Set<String> types = new LinkedHashSet<>();
        for (Json item : items) {
            if (!(item instanceof Json.JsonText(String type)) || !isLabel(type)) {
                throw new UnsoundSetting(
                        "%s must hold texts of 1 to %d characters"
                                .formatted(TYPES, ActivityLimits.LONGEST_TYPE));
            }
            types.add(type);
        }
        return new ArrayList<>(types);
    }

    private static boolean isLabel(String type) {
        return !type.isEmpty()
                && type.codePointCount(0, type.length()) <= ActivityLimits.LONGEST_TYPE
                && type.chars().noneMatch(Character::isISOControl);
    }

    private static @Nullable String id(Map<String, Json> fields, String name) {
        Json value = fields.get(name);
        if (value == null || value instanceof Json.JsonNull) {
            return null;
        }
        if (!(value instanceof Json.JsonText(String text))) {
            throw new UnsoundSetting(name + " must be a string, not " + value.kind());
        }
        return ReferenceId.parse(text)
                .orElseThrow(() -> new UnsoundSetting(name + " is no id that can exist"));
    }
}
