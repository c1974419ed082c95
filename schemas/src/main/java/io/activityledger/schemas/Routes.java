package io.activityledger.schemas;

import java.util.List;

/// Which doors does the house have, who answers at each, and what must a key be allowed to do to
/// pass?
///
/// The one table behind every server, the gateway's configuration and the tests that try each door
/// with a wrong key.
public final class Routes {

    public static final Route CREATE_ACTIVITY =
            new Route("POST", "/v1/activities", Service.INGEST, Permission.ACTIVITIES_WRITE);
    public static final Route CREATE_ACTIVITIES =
            new Route("POST", "/v1/activities/batch", Service.INGEST, Permission.ACTIVITIES_WRITE);
    public static final Route CREATE_REEVO_ACTIVITY =
            new Route(
                    Base.REEVO,
                    "POST",
                    "/api/v2/activity",
                    Service.INGEST,
                    Permission.ACTIVITIES_WRITE);
    public static final Route CREATE_NODESTASH_ACTIVITY =
            new Route(
                    Base.NODESTASH,
                    "POST",
                    "/nodestash/v1/activities",
                    Service.INGEST,
                    Permission.ACTIVITIES_WRITE);
    public static final Route PUT_CONTACT =
            new Route("PUT", "/v1/contacts/{id}", Service.INGEST, Permission.CONTACTS_WRITE);
    public static final Route PUT_DEAL =
            new Route("PUT", "/v1/deals/{id}", Service.INGEST, Permission.DEALS_WRITE);
    public static final Route PUT_COMPANY =
            new Route("PUT", "/v1/companies/{id}", Service.INGEST, Permission.COMPANIES_WRITE);
    public static final Route GET_CONTACT =
            new Route("GET", "/v1/contacts/{id}", Service.INGEST, Permission.CONTACTS_READ);
    public static final Route DELETE_CONTACT =
            new Route("DELETE", "/v1/contacts/{id}", Service.INGEST, Permission.CONTACTS_WRITE);
    public static final Route CREATE_CONTACT =
            new Route("POST", "/v1/contacts", Service.INGEST, Permission.CONTACTS_WRITE);
    public static final Route CREATE_CONTACTS =
            new Route("POST", "/v1/contacts/bulk", Service.INGEST, Permission.CONTACTS_WRITE);
    public static final Route GET_DEAL =
            new Route("GET", "/v1/deals/{id}", Service.INGEST, Permission.DEALS_READ);
    public static final Route DELETE_DEAL =
            new Route("DELETE", "/v1/deals/{id}", Service.INGEST, Permission.DEALS_WRITE);
    public static final Route CREATE_DEAL =
            new Route("POST", "/v1/deals", Service.INGEST, Permission.DEALS_WRITE);
    public static final Route CREATE_DEALS =
            new Route("POST", "/v1/deals/bulk", Service.INGEST, Permission.DEALS_WRITE);
    public static final Route GET_COMPANY =
            new Route("GET", "/v1/companies/{id}", Service.INGEST, Permission.COMPANIES_READ);
    public static final Route DELETE_COMPANY =
            new Route("DELETE", "/v1/companies/{id}", Service.INGEST, Permission.COMPANIES_WRITE);
    public static final Route LIST_ACTIVITIES =
            new Route("GET", "/v1/activities", Service.TIMELINE, Permission.ACTIVITIES_READ);
    public static final Route STREAM_ACTIVITIES =
            new Route("GET", "/v1/activities/stream", Service.TIMELINE, Permission.ACTIVITIES_READ);
    public static final Route STREAM_CONTACT_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/contacts/{id}/activities/stream",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route STREAM_DEAL_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/deals/{id}/activities/stream",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route STREAM_COMPANY_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/companies/{id}/activities/stream",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route STREAM_ENTITY_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/entities/{type}/{id}/activities/stream",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route CREATE_STREAM_TICKET =
            new Route("POST", "/v1/stream-tickets", Service.TIMELINE, Permission.ACTIVITIES_READ);
    public static final Route GET_ACTIVITY =
            new Route("GET", "/v1/activities/{id}", Service.TIMELINE, Permission.ACTIVITIES_READ);
    public static final Route GET_NODESTASH_ACTIVITY =
            new Route(
                    Base.NODESTASH,
                    "GET",
                    "/nodestash/v1/activities/{id}",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route QUERY_REEVO_ACTIVITIES =
            new Route(
                    Base.REEVO,
                    "POST",
                    "/api/v2/activity/_query",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route LIST_NODESTASH_ACTIVITIES =
            new Route(
                    Base.NODESTASH,
                    "GET",
                    "/nodestash/v1/activities",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route LIST_CONTACT_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/contacts/{id}/activities",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route LIST_DEAL_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/deals/{id}/activities",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route LIST_COMPANY_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/companies/{id}/activities",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route LIST_ENTITY_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/entities/{type}/{id}/activities",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route SUMMARIZE_CONTACT_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/contacts/{id}/activities/summary",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route SUMMARIZE_DEAL_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/deals/{id}/activities/summary",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route SUMMARIZE_COMPANY_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/companies/{id}/activities/summary",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);
    public static final Route SUMMARIZE_ENTITY_ACTIVITIES =
            new Route(
                    "GET",
                    "/v1/entities/{type}/{id}/activities/summary",
                    Service.TIMELINE,
                    Permission.ACTIVITIES_READ);

    public static final Route CREATE_WEBHOOK =
            new Route("POST", "/v1/webhooks", Service.WEBHOOKS, Permission.WEBHOOKS_WRITE);
    public static final Route LIST_WEBHOOKS =
            new Route("GET", "/v1/webhooks", Service.WEBHOOKS, Permission.WEBHOOKS_READ);
    public static final Route GET_WEBHOOK =
            new Route("GET", "/v1/webhooks/{id}", Service.WEBHOOKS, Permission.WEBHOOKS_READ);
    public static final Route DELETE_WEBHOOK =
            new Route("DELETE", "/v1/webhooks/{id}", Service.WEBHOOKS, Permission.WEBHOOKS_WRITE);
    public static final Route LIST_WEBHOOK_LOGS =
            new Route("GET", "/v1/webhooks/{id}/logs", Service.WEBHOOKS, Permission.WEBHOOKS_READ);
    public static final Route GET_WEBHOOK_HEALTH =
            new Route(
                    "GET", "/v1/webhooks/{id}/health", Service.WEBHOOKS, Permission.WEBHOOKS_READ);
    public static final Route LIST_DEAD_LETTERS =
            new Route(
                    "GET",
                    "/v1/webhooks/{id}/dead-letters",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_READ);
    public static final Route GET_DEAD_LETTER =
            new Route(
                    "GET",
                    "/v1/webhooks/{id}/dead-letters/{webhook_id}",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_READ);
    public static final Route UPDATE_WEBHOOK =
            new Route("PATCH", "/v1/webhooks/{id}", Service.WEBHOOKS, Permission.WEBHOOKS_WRITE);
    public static final Route ROTATE_WEBHOOK_SECRET =
            new Route(
                    "POST",
                    "/v1/webhooks/{id}/rotate-secret",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_WRITE);
    public static final Route TEST_WEBHOOK =
            new Route(
                    "POST", "/v1/webhooks/{id}/test", Service.WEBHOOKS, Permission.WEBHOOKS_WRITE);
    public static final Route RETRY_DEAD_LETTER =
            new Route(
                    "POST",
                    "/v1/webhooks/{id}/dead-letters/{webhook_id}/retry",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_WRITE);
    public static final Route DELETE_DEAD_LETTER =
            new Route(
                    "DELETE",
                    "/v1/webhooks/{id}/dead-letters/{webhook_id}",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_WRITE);
    public static final Route RETRY_DELIVERY =
            new Route(
                    "POST",
                    "/v1/webhooks/{id}/logs/{delivery_id}/retry",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_WRITE);
    public static final Route RECOVER_WEBHOOK =
            new Route(
                    "POST",
                    "/v1/webhooks/{id}/recover",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_WRITE);
    public static final Route REPLAY_WEBHOOK =
            new Route(
                    "POST",
                    "/v1/webhooks/{id}/replay",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_WRITE);
    public static final Route GET_REPLAY =
            new Route(
                    "GET",
                    "/v1/webhooks/{id}/replay/{replay_id}",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_READ);
    public static final Route CANCEL_REPLAY =
            new Route(
                    "DELETE",
                    "/v1/webhooks/{id}/replay/{replay_id}",
                    Service.WEBHOOKS,
                    Permission.WEBHOOKS_WRITE);

    public static final Route CREATE_KEY =
            new Route("POST", "/v1/api-keys", Service.INGEST, Permission.KEYS_WRITE);
    public static final Route LIST_KEYS =
            new Route("GET", "/v1/api-keys", Service.INGEST, Permission.KEYS_READ);
    public static final Route GET_KEY =
            new Route("GET", "/v1/api-keys/{id}", Service.INGEST, Permission.KEYS_READ);
    public static final Route DELETE_KEY =
            new Route("DELETE", "/v1/api-keys/{id}", Service.INGEST, Permission.KEYS_WRITE);
    public static final Route GET_WORKSPACE =
            new Route("GET", "/v1/workspace", Service.INGEST, Permission.WORKSPACE_READ);
    public static final Route PATCH_WORKSPACE =
            new Route("PATCH", "/v1/workspace", Service.INGEST, Permission.WORKSPACE_WRITE);

    public static final List<Route> ALL =
            List.of(
                    CREATE_ACTIVITY,
                    CREATE_ACTIVITIES,
                    CREATE_REEVO_ACTIVITY,
                    CREATE_NODESTASH_ACTIVITY,
                    PUT_CONTACT,
                    PUT_DEAL,
                    PUT_COMPANY,
                    GET_CONTACT,
                    DELETE_CONTACT,
                    CREATE_CONTACT,
                    CREATE_CONTACTS,
                    GET_DEAL,
                    DELETE_DEAL,
                    CREATE_DEAL,
                    CREATE_DEALS,
                    GET_COMPANY,
                    DELETE_COMPANY,
                    LIST_ACTIVITIES,
                    STREAM_ACTIVITIES,
                    STREAM_CONTACT_ACTIVITIES,
                    STREAM_DEAL_ACTIVITIES,
                    STREAM_COMPANY_ACTIVITIES,
                    STREAM_ENTITY_ACTIVITIES,
                    CREATE_STREAM_TICKET,
                    GET_ACTIVITY,
                    GET_NODESTASH_ACTIVITY,
                    QUERY_REEVO_ACTIVITIES,
                    LIST_NODESTASH_ACTIVITIES,
                    LIST_CONTACT_ACTIVITIES,
                    LIST_DEAL_ACTIVITIES,
                    LIST_COMPANY_ACTIVITIES,
                    LIST_ENTITY_ACTIVITIES,
                    SUMMARIZE_CONTACT_ACTIVITIES,
                    SUMMARIZE_DEAL_ACTIVITIES,
                    SUMMARIZE_COMPANY_ACTIVITIES,
                    SUMMARIZE_ENTITY_ACTIVITIES,
                    CREATE_WEBHOOK,
                    LIST_WEBHOOKS,
                    GET_WEBHOOK,
                    DELETE_WEBHOOK,
                    LIST_WEBHOOK_LOGS,
                    GET_WEBHOOK_HEALTH,
                    LIST_DEAD_LETTERS,
                    GET_DEAD_LETTER,
                    UPDATE_WEBHOOK,
                    ROTATE_WEBHOOK_SECRET,
                    TEST_WEBHOOK,
                    RETRY_DEAD_LETTER,
                    DELETE_DEAD_LETTER,
                    RETRY_DELIVERY,
                    RECOVER_WEBHOOK,
                    REPLAY_WEBHOOK,
                    GET_REPLAY,
                    CANCEL_REPLAY,
                    CREATE_KEY,
                    LIST_KEYS,
                    GET_KEY,
                    DELETE_KEY,
                    GET_WORKSPACE,
                    PATCH_WORKSPACE);

    private Routes() {}

    /// The service that answers at a door.
    public enum Service {
        INGEST,
        TIMELINE,
        WEBHOOKS
    }

    /// Whose clients does a door serve, and under which base paths do they look for it?
    public enum Base {
        LEADLEX,
        REEVO,
        NODESTASH;

        /// Whose client asks for a path, whether or not there is a door.
        public static Base at(String path) {
            if (path.startsWith("/nodestash/")) {
                return NODESTASH;
            }
            return path.startsWith("/reevo/") || path.startsWith("/api/v2/") ? REEVO : LEADLEX;
        }

        /// nodestash's own paths are LeadLex's: its doors stand under its name alone.
        private List<String> paths() {
            return switch (this) {
                case LEADLEX -> List.of("", "/functions/v1/api-gateway");
                case REEVO -> List.of("", "/reevo");
                case NODESTASH -> List.of("");
            };
        }
    }

    /// One door: a method and a path that stands under each base path of its dialect.
    public record Route(
            Base base, String method, String path, Service service, Permission permission) {

        /// A door of the native dialect.
        public Route(String method, String path, Service service, Permission permission) {
            this(Base.LEADLEX, method, path, service, permission);
        }

        public List<String> paths() {
            return base.paths().stream().map(each -> each + path).toList();
        }
    }
}
