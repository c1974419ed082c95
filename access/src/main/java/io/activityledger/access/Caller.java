package io.activityledger.access;

/// On whose behalf is a request made? `userId` becomes `created_by_user_id`.
public record Caller(String workspaceId, String userId) {}
