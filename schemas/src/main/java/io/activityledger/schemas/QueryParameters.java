package io.activityledger.schemas;

import io.activityledger.schemas.Routes.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What does a door read of a query? Whatever else stands there is told as ignored.
public final class QueryParameters {

    private static final Set<String> OF_A_TIMELINE =
            Set.of("page", "per_page", "cursor", "type", "created_by", "from_date", "to_date");
    private static final Set<String> OF_A_SUMMARY = Set.of("from_date", "to_date", "tz");
    private static final Set<String> OF_A_STREAM = Set.of("after", "ticket");

    private static final Map<Route, Set<String>> KNOWN = known();

    private QueryParameters() {}

    /// Nothing where a door reads no query.
    public static Set<String> of(Route route) {
        return KNOWN.getOrDefault(route, Set.of());
    }

    private static Map<Route, Set<String>> known() {
        Map<Route, Set<String>> known = new HashMap<>();
        known.put(Routes.LIST_ACTIVITIES, Set.of("after", "before", "per_page"));
        known.put(
                Routes.LIST_NODESTASH_ACTIVITIES,
                Set.of(
                        "cursor",
                        "limit",
                        "type",
                        "contact_id",
                        "deal_id",
                        "company_id",
                        "is_done",
                        "sort"));
        List.of(
                        Routes.LIST_CONTACT_ACTIVITIES,
                        Routes.LIST_DEAL_ACTIVITIES,
                        Routes.LIST_COMPANY_ACTIVITIES,
                        Routes.LIST_ENTITY_ACTIVITIES)
                .forEach(route -> known.put(route, OF_A_TIMELINE));
        List.of(
                        Routes.SUMMARIZE_CONTACT_ACTIVITIES,
                        Routes.SUMMARIZE_DEAL_ACTIVITIES,
                        Routes.SUMMARIZE_COMPANY_ACTIVITIES,
                        Routes.SUMMARIZE_ENTITY_ACTIVITIES)
                .forEach(route -> known.put(route, OF_A_SUMMARY));
        List.of(
                        Routes.STREAM_ACTIVITIES,
                        Routes.STREAM_CONTACT_ACTIVITIES,
                        Routes.STREAM_DEAL_ACTIVITIES,
                        Routes.STREAM_COMPANY_ACTIVITIES,
                        Routes.STREAM_ENTITY_ACTIVITIES)
                .forEach(route -> known.put(route, OF_A_STREAM));
        known.put(Routes.LIST_WEBHOOK_LOGS, Set.of("page", "per_page", "status"));
        known.put(Routes.LIST_DEAD_LETTERS, Set.of("page", "per_page"));
        return Map.copyOf(known);
    }
}
