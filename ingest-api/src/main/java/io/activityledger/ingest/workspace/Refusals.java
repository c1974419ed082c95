package io.activityledger.ingest.workspace;

import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.reading.RequestFields;

/// How is a request about a workspace turned down?
final class Refusals {

    private Refusals() {}

    /// All problems at once; the code is that of the first.
    static Refusal ofFields(RequestFields fields) {
        Problem first = fields.problems().getFirst();
        String code = first.kind() == Kind.MISSING ? "missing_required_field" : "validation_error";
        int count = fields.problems().size();
        String message =
                count == 1
                        ? "'%s' %s".formatted(first.field(), first.message())
                        : count + " fields are not valid: see details.fields";
        return new Refusal(400, code, message, fields.problems());
    }

    static Refusal malformed(String reason) {
        return Refusal.of(400, "validation_error", reason);
    }

    static Refusal noSuchKey() {
        return Refusal.of(404, "api_key_not_found", "There is no such API key in your workspace");
    }

    static Refusal madeBefore(String id) {
        return Refusal.of(
                409,
                "api_key_made_before",
                "A request with this Idempotency-Key made the API key %s, which was shown then and"
                                .formatted(id)
                        + " cannot be shown again: revoke it and send another Idempotency-Key");
    }

    static Refusal tooManyKeys(int most) {
        return Refusal.of(
                400,
                "too_many_api_keys",
                "A workspace may have %d API keys: revoke one".formatted(most));
    }

    static Refusal forbidden(String message) {
        return Refusal.of(403, "insufficient_permissions", message);
    }

    static Refusal logUnavailable(String reason) {
        return Refusal.of(503, "log_unavailable", reason);
    }
}
