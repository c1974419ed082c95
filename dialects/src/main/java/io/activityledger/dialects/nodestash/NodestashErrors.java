package io.activityledger.dialects.nodestash;

import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Subject;

/// Which of nodestash's codes and sentences does a refusal get? The status decides.
public final class NodestashErrors {

    /// No activity has this id in the caller's workspace.
    public static final Refusal NOT_FOUND =
            Refusal.of(404, "activity_not_found", "No activity with this ID in your workspace");

    /// The answer to PATCH and DELETE.
    public static final Refusal APPEND_ONLY =
            Refusal.of(
                    405,
                    "method_not_allowed",
                    "Activities are append-only: what is recorded is neither changed nor deleted;"
                            + " corrections will come as records of their own");

    private NodestashErrors() {}

    /// What is said of a contact, deal or company that an activity points at and nobody knows.
    static Refusal unknown(Subject subject) {
        return Refusal.of(
                422,
                "unknown_reference",
                "Referenced %s '%s' does not exist in this workspace"
                        .formatted(subject.kind().word(), subject.id()));
    }

    static String code(int status) {
        return switch (status) {
            case 401 -> "INVALID_API_KEY";
            case 403 -> "INSUFFICIENT_SCOPE";
            case 404 -> "NOT_FOUND";
            case 405 -> "METHOD_NOT_ALLOWED";
            case 409 -> "CONFLICT";
            case 413 -> "PAYLOAD_TOO_LARGE";
            case 415 -> "UNSUPPORTED_MEDIA_TYPE";
            case 422 -> "UNPROCESSABLE_ENTITY";
            case 429 -> "RATE_LIMITED";
            case 503 -> "SERVICE_UNAVAILABLE";
            default -> status < 500 ? "VALIDATION_ERROR" : "INTERNAL_ERROR";
        };
    }

    /// Two sentences are nodestash's own, the others the house's.
    static String message(Refusal refusal) {
        return switch (refusal.status()) {
            case 401 -> "Missing or invalid Authorization header";
            case 429 -> "Rate limit exceeded";
            default -> refusal.message();
        };
    }
}
