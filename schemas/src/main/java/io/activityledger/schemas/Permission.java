package io.activityledger.schemas;

/// What may an API key do? Written `activities:read` in keys and in refusals; [PermissionNames]
/// knows what else it is called.
public enum Permission {
    ACTIVITIES_READ("activities:read"),
    ACTIVITIES_WRITE("activities:write"),
    CONTACTS_READ("contacts:read"),
    CONTACTS_WRITE("contacts:write"),
    DEALS_READ("deals:read"),
    DEALS_WRITE("deals:write"),
    COMPANIES_READ("companies:read"),
    COMPANIES_WRITE("companies:write"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write"),
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),
    WORKSPACE_READ("workspace:read"),
    WORKSPACE_WRITE("workspace:write");

    private final String text;

    Permission(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
