package io.activityledger.ingest.reference;

import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Subject;

/// With which words are requests about contacts, deals and companies turned down?
final class ReferenceRefusals {

    private ReferenceRefusals() {}

    static Refusal impossibleId() {
        return Refusal.of(
                400,
                "validation_error",
                "The id in the path must have 1 to 128 characters and no control characters");
    }

    static Refusal notFound(Subject subject) {
        String kind = subject.kind().word();
        return Refusal.of(404, kind + "_not_found", "There is no " + kind + " " + subject.id());
    }

    static Refusal tooLarge(int bytes) {
        return Refusal.of(
                413, "payload_too_large", "The log takes no record of " + bytes + " bytes");
    }

    static Refusal unavailable(String reason) {
        return Refusal.of(503, "log_unavailable", reason);
    }

    static Refusal unreachable(String reason) {
        return Refusal.of(503, "references_unavailable", reason);
    }
}
